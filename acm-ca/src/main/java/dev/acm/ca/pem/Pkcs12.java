package dev.acm.ca.pem;

import dev.acm.certificate.CertificateChain;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Objects;

/** PKCS#12 files (RFC 7292) of one private key and its chain. */
public final class Pkcs12 {
    private Pkcs12() {}

    /**
     * A private key with its chain.
     *
     * @param chain the key's own certificate first
     * @param key the key
     */
    public record Entry(CertificateChain chain, PrivateKey key) {
        /** Checks for null. */
        public Entry {
            Objects.requireNonNull(chain, "chain");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public String toString() {
            return "Entry[" + chain + "]";
        }
    }

    /**
     * Writes a key and its chain, as strongly as {@link PemCodec#writePkcs12} does.
     *
     * @param entry what to write
     * @param alias its name in the file
     * @param passphrase 4 to 128 characters; not changed
     * @param random salts and initialization vectors
     * @return the file
     * @throws PemException if the key does not leave its provider
     * @throws IllegalArgumentException if the passphrase has another length
     */
    public static byte[] write(Entry entry, String alias, char[] passphrase, SecureRandom random) throws PemException {
        PemWriter.checkLength(passphrase);
        byte[] encoded = PemWriter.encoded(entry.key());
        try {
            return new PemCodec(random).writePkcs12(entry.chain(), encoded, alias, passphrase);
        } finally {
            PemBlocks.clear(encoded);
        }
    }

    /**
     * Reads the only private key of a file, with its certificates.
     *
     * @param file the file
     * @param passphrase its passphrase; not changed
     * @return the key and its certificate, followed by the others in the file's order
     * @throws PemException if the file is malformed, the passphrase is wrong, or there is not exactly one key
     */
    public static Entry read(byte[] file, char[] passphrase) throws PemException {
        try {
            Pkcs12File read = Pkcs12File.read(file, passphrase);
            return new Entry(CertificateChain.of(read.certificates()), read.key());
        } catch (Unreadable e) {
            throw e.toPemException();
        }
    }
}
