package dev.acm.ca.lint;

/** How much a finding matters. */
public enum Severity {
    /** A MUST is broken: nothing with such a finding is signed. */
    ERROR,
    /** A SHOULD is not followed, or something NOT RECOMMENDED is present. */
    WARNING,
    /** Worth knowing. */
    NOTICE
}
