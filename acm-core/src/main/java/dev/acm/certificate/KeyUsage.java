package dev.acm.certificate;

import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a certificate's key may be used for, by ACM's names. Source: RFC 5280 section 4.2.1.3. */
public enum KeyUsage {
    /** Signatures other than those on certificates and CRLs. */
    DIGITAL_SIGNATURE,
    /** Signatures meant to bind; RFC 5280 calls it contentCommitment too. */
    NON_REPUDIATION,
    /** Encrypting keys, as the RSA key exchange does. */
    KEY_ENCIPHERMENT,
    /** Encrypting data directly. */
    DATA_ENCIPHERMENT,
    /** Agreeing on keys. */
    KEY_AGREEMENT,
    /** Signing certificates. */
    CERTIFICATE_SIGNING,
    /** Signing CRLs. */
    CRL_SIGNING,
    /** With key agreement, only to encrypt. */
    ENCIPHER_ONLY,
    /** With key agreement, only to decrypt. */
    DECIPHER_ONLY,
    /** The certificate does not restrict the use. */
    ANY;

    private static final List<KeyUsage> IN_ORDER_OF_BITS = List.of(
            DIGITAL_SIGNATURE,
            NON_REPUDIATION,
            KEY_ENCIPHERMENT,
            DATA_ENCIPHERMENT,
            KEY_AGREEMENT,
            CERTIFICATE_SIGNING,
            CRL_SIGNING,
            ENCIPHER_ONLY,
            DECIPHER_ONLY);

    /**
     * Reads the usages of a certificate.
     *
     * @param certificate the certificate
     * @return in the order of the extension's bits; {@link #ANY} alone when it has no such extension
     */
    public static Set<KeyUsage> of(X509Certificate certificate) {
        boolean[] bits = certificate.getKeyUsage();
        return bits == null ? Set.of(ANY) : of(bits);
    }

    static Set<KeyUsage> of(boolean[] bits) {
        Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
        for (int i = 0; i < Math.min(bits.length, IN_ORDER_OF_BITS.size()); i++) {
            if (bits[i]) {
                usages.add(IN_ORDER_OF_BITS.get(i));
            }
        }
        return Collections.unmodifiableSet(usages);
    }
}
