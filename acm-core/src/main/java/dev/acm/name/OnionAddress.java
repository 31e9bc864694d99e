package dev.acm.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Addresses of onion services, version 3. Source: Tor rend-spec-v3 section 6; BR appendix B. */
final class OnionAddress {
    private static final int CHARACTERS = 56;
    private static final int KEY_OCTETS = 32;
    private static final int OCTETS = 35;
    private static final byte VERSION = 3;

    private OnionAddress() {}

    /** Whether {@code label} has the length, the version and the checksum of an address. */
    static boolean isValid(String label) {
        if (label.length() != CHARACTERS) {
            return false;
        }
        byte[] octets = new byte[OCTETS];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            int value = base32(label.charAt(i));
            if (value < 0) {
                return false;
            }
            buffer = ((buffer << 5) | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                octets[at++] = (byte) (buffer >> bits);
            }
        }
        byte[] checksum = checksum(octets);
        return octets[OCTETS - 1] == VERSION
                && octets[KEY_OCTETS] == checksum[0]
                && octets[KEY_OCTETS + 1] == checksum[1];
    }

    private static byte[] checksum(byte[] octets) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA3-256");
            digest.update(".onion checksum".getBytes(StandardCharsets.US_ASCII));
            digest.update(Arrays.copyOf(octets, KEY_OCTETS));
            digest.update(VERSION);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA3-256", e);
        }
    }

    private static int base32(char c) {
        return c >= 'a' && c <= 'z' ? c - 'a' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
}
