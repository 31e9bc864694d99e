package dev.acm.ca.lint;

/** What a certificate is meant to be; it must meet one profile wholly (BR 7.1.2.10). */
public enum LintProfile {
    /** A domain-validated TLS server (BR 7.1.2.7). */
    TLS_SERVER,
    /** A precertificate of a domain-validated TLS server (BR 7.1.2.9). */
    TLS_SERVER_PRECERTIFICATE,
    /** A TLS client of a private authority: as {@link #TLS_SERVER}, but with clientAuth instead of serverAuth. */
    TLS_CLIENT,
    /** A delegated OCSP responder (BR 7.1.2.8). */
    OCSP_RESPONDER,
    /** An issuing CA (BR 7.1.2.6). */
    ISSUING_CA,
    /** A root (BR 7.1.2.1). */
    ROOT_CA,
    /** Any certificate, by RFC 5280 alone. */
    PKIX
}
