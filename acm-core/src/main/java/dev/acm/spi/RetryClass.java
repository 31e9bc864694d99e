package dev.acm.spi;

/** Whether and how something that failed is tried again. */
public enum RetryClass {
    /** Will pass: tried again after 30 s, doubling to 30 min. */
    TRANSIENT,
    /** The other side said when; believed up to 24 hours ahead, and asked again then. */
    AS_TOLD,
    /** Waits for a person: patient, denser at first. */
    HUMAN,
    /** Refused by policy: tried again after 1 h, doubling to 24 h. */
    POLICY,
    /**
     * No try can help before somebody changes something: tried again once a day, so that a change is found. Refused so by an
     * authority, a first certificate has failed for good.
     */
    NEVER
}
