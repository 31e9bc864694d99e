package dev.acm.testkit;

/** What a {@link FakeAuthority} makes of a request; the last four are chains that a manager must not accept (A4). */
public enum Answer {
    /** Issues at once, as asked. */
    ISSUE,
    /** Is not decided yet. */
    PENDING,
    /** Refuses. */
    REJECT,
    /** Certifies another key. */
    WRONG_KEY,
    /** Certifies one name more than asked. */
    EXTRA_NAME,
    /** Issues what has expired already. */
    EXPIRED,
    /** Signs with a key that is not the issuer's. */
    WRONG_SIGNATURE
}
