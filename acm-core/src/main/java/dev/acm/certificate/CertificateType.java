package dev.acm.certificate;

/** How a certificate came to be, by ACM's names. */
public enum CertificateType {
    /** Issued after validation, by whatever authority. */
    AMAZON_ISSUED,
    /** Issued without validation, because the host's policy waived it. */
    PRIVATE,
    /** Made elsewhere and imported; never renewed. */
    IMPORTED
}
