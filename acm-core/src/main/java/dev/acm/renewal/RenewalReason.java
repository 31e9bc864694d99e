package dev.acm.renewal;

/** Why a certificate is renewed when it is; the first that applies counts. */
public enum RenewalReason {
    /** Somebody asked for it. */
    BY_HAND,
    /** The authority named a window for this very certificate (RFC 9773 section 4.2). */
    AUTHORITY_HINT,
    /** The policy's share of the lifetime is over. */
    SCHEDULE
}
