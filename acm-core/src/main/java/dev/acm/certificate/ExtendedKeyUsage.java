package dev.acm.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a certificate may be used for, by ACM's names. Source: RFC 5280 section 4.2.1.12. */
public enum ExtendedKeyUsage {
    /** A TLS server. */
    TLS_WEB_SERVER_AUTHENTICATION("1.3.6.1.5.5.7.3.1"),
    /** A TLS client. */
    TLS_WEB_CLIENT_AUTHENTICATION("1.3.6.1.5.5.7.3.2"),
    /** Signing code. */
    CODE_SIGNING("1.3.6.1.5.5.7.3.3"),
    /** Mail. */
    EMAIL_PROTECTION("1.3.6.1.5.5.7.3.4"),
    /** Time stamps. */
    TIME_STAMPING("1.3.6.1.5.5.7.3.8"),
    /** OCSP responses. */
    OCSP_SIGNING("1.3.6.1.5.5.7.3.9"),
    /** An IPsec end system. */
    IPSEC_END_SYSTEM("1.3.6.1.5.5.7.3.5"),
    /** An IPsec tunnel. */
    IPSEC_TUNNEL("1.3.6.1.5.5.7.3.6"),
    /** An IPsec user. */
    IPSEC_USER("1.3.6.1.5.5.7.3.7"),
    /** Any use. */
    ANY("2.5.29.37.0"),
    /** The certificate does not say. */
    NONE(""),
    /** A use without a name here. */
    CUSTOM("");

    private final String oid;

    ExtendedKeyUsage(String oid) {
        this.oid = oid;
    }

    /**
     * The object identifier of the use.
     *
     * @return in dotted form; empty for {@link #NONE} and {@link #CUSTOM}
     */
    public Optional<String> oid() {
        return Optional.of(oid).filter(dotted -> !dotted.isEmpty());
    }

    /**
     * Reads the uses of a certificate.
     *
     * @param certificate the certificate
     * @return {@link #NONE} alone when it has no such extension; {@link #CUSTOM} stands for all uses without a name here,
     *     also when the extension cannot be read
     */
    public static Set<ExtendedKeyUsage> of(X509Certificate certificate) {
        try {
            List<String> oids = certificate.getExtendedKeyUsage();
            return oids == null ? Set.of(NONE) : of(oids);
        } catch (CertificateParsingException e) {
            return Set.of(CUSTOM);
        }
    }

    static Set<ExtendedKeyUsage> of(List<String> oids) {
        Set<ExtendedKeyUsage> usages = EnumSet.noneOf(ExtendedKeyUsage.class);
        for (String oid : oids) {
            usages.add(Arrays.stream(values())
                    .filter(usage -> usage.oid.equals(oid))
                    .findFirst()
                    .orElse(CUSTOM));
        }
        return Collections.unmodifiableSet(usages);
    }
}
