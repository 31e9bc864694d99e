package dev.acm.ca.pem;

import dev.acm.certificate.CertificateChain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** PKCS#12 files (RFC 7292) of one private key and its chain, as the JDK writes them. */
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
     * Writes a key and its chain.
     *
     * @param entry what to write
     * @param alias its name in the file
     * @param passphrase 4 to 128 characters; not changed
     * @return the file
     * @throws PemException if the key does not leave its provider
     * @throws IllegalArgumentException if the passphrase has another length
     */
    public static byte[] write(Entry entry, String alias, char[] passphrase) throws PemException {
        PemWriter.checkLength(passphrase);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    alias, entry.key(), passphrase, entry.chain().certificates().toArray(Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, passphrase);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new PemException("the PKCS#12 file could not be written: the key may not leave its provider");
        }
    }

    /**
     * Reads the only private key of a file, with its chain.
     *
     * @param file the file
     * @param passphrase its passphrase; not changed
     * @return key and chain
     * @throws PemException if the file is malformed, the passphrase is wrong, or there is not exactly one key
     */
    public static Entry read(byte[] file, char[] passphrase) throws PemException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), passphrase);
            List<String> aliases = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    aliases.add(alias);
                }
            }
            if (aliases.size() != 1) {
                throw new PemException("the file has " + aliases.size() + " private keys, wanted one");
            }
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store.getCertificateChain(aliases.get(0))) {
                chain.add((X509Certificate) certificate);
            }
            return new Entry(CertificateChain.of(chain), (PrivateKey) store.getKey(aliases.get(0), passphrase));
        } catch (GeneralSecurityException | IOException e) {
            throw new PemException("the PKCS#12 file does not open: wrong passphrase, or malformed");
        }
    }
}
