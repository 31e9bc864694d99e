package dev.acm.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What a PKCS#12 file holds. {@code toString} shows no key.
 *
 * @param key the private key
 * @param certificates the certificate of the key first, as the file says; the others in the file's order; at least one
 */
public record KeyAndCertificates(PrivateKey key, List<X509Certificate> certificates) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public KeyAndCertificates {
        Objects.requireNonNull(key, "key");
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("certificates must not be empty");
        }
    }

    @Override
    public String toString() {
        return "KeyAndCertificates[" + certificates.size() + " certificates]";
    }
}
