package dev.acm.certificate;

/** Where a certificate stands, by ACM's names. */
public enum CertificateStatus {
    /** Requested; control of the names is not proven yet, or the certificate is not signed yet. */
    PENDING_VALIDATION,
    /** Valid and usable. */
    ISSUED,
    /** Listed by ACM, never used here. */
    INACTIVE,
    /** Its last generation has expired. */
    EXPIRED,
    /** Control was not proven in time; terminal. */
    VALIDATION_TIMED_OUT,
    /** Revoked; terminal. */
    REVOKED,
    /** Refused for the stated reason; terminal. */
    FAILED
}
