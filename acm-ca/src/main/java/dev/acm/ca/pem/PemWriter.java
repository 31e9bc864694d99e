package dev.acm.ca.pem;

import dev.acm.certificate.CertificateChain;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Optional;

/** Writes PEM: lines of 64 characters ended by LF. */
public final class PemWriter {
    private PemWriter() {}

    /**
     * Writes certificates.
     *
     * @param chain in order
     * @return one block for each
     */
    public static String write(CertificateChain chain) {
        return chain.toPem();
    }

    /**
     * Writes a private key in the clear, as PKCS#8.
     *
     * @param key a key that leaves its provider
     * @return one block {@code PRIVATE KEY}
     * @throws PemException if the key does not leave its provider
     */
    public static String writePlain(PrivateKey key) throws PemException {
        byte[] encoded = encoded(key);
        try {
            return text(PemBlocks.write("PRIVATE KEY", encoded));
        } finally {
            PemBlocks.clear(encoded);
        }
    }

    /**
     * Writes a private key encrypted: PKCS#8 with PBES2, PBKDF2 with HMAC-SHA-256 and 600 000 iterations, AES-256-CBC.
     *
     * @param key a key that leaves its provider
     * @param passphrase 4 to 128 characters, as ACM takes; not changed
     * @param random salt and initialization vector
     * @return one block {@code ENCRYPTED PRIVATE KEY}
     * @throws PemException if the key does not leave its provider
     * @throws IllegalArgumentException if the passphrase has another length
     */
    public static String writeEncrypted(PrivateKey key, char[] passphrase, SecureRandom random) throws PemException {
        return writeEncrypted(key, passphrase, random, Encryption.ROUNDS);
    }

    static String writeEncrypted(PrivateKey key, char[] passphrase, SecureRandom random, int rounds)
            throws PemException {
        checkLength(passphrase);
        byte[] encoded = encoded(key);
        try {
            return text(new PemCodec(random, rounds).writePrivateKey(encoded, Optional.of(passphrase)));
        } finally {
            PemBlocks.clear(encoded);
        }
    }

    private static String text(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }

    static void checkLength(char[] passphrase) {
        if (passphrase.length < 4 || passphrase.length > 128) {
            throw new IllegalArgumentException("passphrase must have 4 to 128 characters, got " + passphrase.length);
        }
    }

    static byte[] encoded(PrivateKey key) throws PemException {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
            throw new PemException("the private key does not leave its provider");
        }
        return encoded;
    }
}
