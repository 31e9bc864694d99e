package dev.acm.dcv;

/** How the validation of one name stands, by ACM's names. */
public enum ValidationStatus {
    /** Not proven yet. */
    PENDING_VALIDATION,
    /** Proven for the current attempt, or for the last one. */
    SUCCESS,
    /** Refused. */
    FAILED
}
