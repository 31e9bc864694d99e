package dev.acm.ca.pem;

import dev.acm.ca.internal.Signatures;
import dev.acm.certificate.CertificateChain;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Writes PEM: lines of 64 characters ended by LF. */
public final class PemWriter {
    /** Iterations of PBKDF2 with HMAC-SHA-256: what OWASP recommends. */
    private static final int ITERATIONS = 600_000;

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
            return PemBlocks.write("PRIVATE KEY", encoded);
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
        return writeEncrypted(key, passphrase, random, ITERATIONS);
    }

    static String writeEncrypted(PrivateKey key, char[] passphrase, SecureRandom random, int iterations)
            throws PemException {
        checkLength(passphrase);
        byte[] encoded = encoded(key);
        try {
            JcePKCSPBEOutputEncryptorBuilder encryptor = new JcePKCSPBEOutputEncryptorBuilder(
                            NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(Signatures.bouncyCastle())
                    .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                    .setIterationCount(iterations)
                    .setRandom(random);
            byte[] encrypted = new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(encoded))
                    .build(encryptor.build(passphrase))
                    .getEncoded();
            return PemBlocks.write("ENCRYPTED PRIVATE KEY", encrypted);
        } catch (OperatorCreationException | IOException e) {
            throw new PemException("the private key could not be encrypted");
        } finally {
            PemBlocks.clear(encoded);
        }
    }

    static void checkLength(char[] passphrase) {
        if (passphrase.length < 4 || passphrase.length > 128) {
            throw new IllegalArgumentException("passphrase must have 4 to 128 characters, got " + passphrase.length);
        }
    }

    private static byte[] encoded(PrivateKey key) throws PemException {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
            throw new PemException("the private key does not leave its provider");
        }
        return encoded;
    }
}
