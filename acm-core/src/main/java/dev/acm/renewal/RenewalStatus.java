package dev.acm.renewal;

/** How a renewal stands, by ACM's names. */
public enum RenewalStatus {
    /** Validating by itself. */
    PENDING_AUTO_RENEWAL,
    /** The owner must act. */
    PENDING_VALIDATION,
    /** The last renewal succeeded. */
    SUCCESS,
    /** Not renewed before it expired. */
    FAILED
}
