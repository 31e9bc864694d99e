package dev.acm.quota;

import dev.acm.certificate.CertificateType;

/** What is counted for each account. Certificates of type PRIVATE are not. */
public enum Quota {
    /** Requested certificates that are not deleted, expired and revoked ones included. */
    CERTIFICATES_HELD(CertificateType.AMAZON_ISSUED, false),
    /** Requests within 365 days, those of deleted certificates included. */
    REQUESTS_PER_YEAR(CertificateType.AMAZON_ISSUED, true),
    /** Imported certificates that are not deleted. */
    IMPORTED_HELD(CertificateType.IMPORTED, false),
    /** First imports within 365 days, those of deleted certificates included. */
    IMPORTS_PER_YEAR(CertificateType.IMPORTED, true);

    private final CertificateType type;
    private final boolean yearly;

    Quota(CertificateType type, boolean yearly) {
        this.type = type;
        this.yearly = yearly;
    }

    /**
     * Whose certificates are counted.
     *
     * @return AMAZON_ISSUED or IMPORTED
     */
    public CertificateType type() {
        return type;
    }

    /**
     * Whether it counts what was asked for within 365 days, instead of what is there.
     *
     * @return true for the two yearly ones
     */
    public boolean isYearly() {
        return yearly;
    }
}
