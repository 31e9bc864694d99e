package dev.acm.renewal;

/** Whether a certificate would be renewed, by ACM's names. */
public enum RenewalEligibility {
    /** In use or exported, or the host's policy is to renew always. */
    ELIGIBLE,
    /** Will not be renewed as things stand. */
    INELIGIBLE
}
