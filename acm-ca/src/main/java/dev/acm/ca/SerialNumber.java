package dev.acm.ca;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A certificate's serial number with the digits that records name it by.
 *
 * @param value positive
 * @param hex the value, hex, without leading zeros
 */
record SerialNumber(BigInteger value, String hex) {
    private static final int OCTETS = 16;

    /** 126 random bits below a one, so that all have the same length and none is zero (BR 7.1.2.7). */
    static SerialNumber random(SecureRandom random) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        octets[0] = (byte) ((octets[0] & 0x3f) | 0x40);
        return new SerialNumber(new BigInteger(octets), HexFormat.of().formatHex(octets));
    }

    static SerialNumber of(BigInteger value) {
        return new SerialNumber(value, value.toString(16));
    }

    static SerialNumber parse(String hex) {
        return new SerialNumber(new BigInteger(hex, 16), hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
