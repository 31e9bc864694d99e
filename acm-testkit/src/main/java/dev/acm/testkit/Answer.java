package dev.acm.testkit;

/**
 * What a {@link FakeAuthority} makes of a request. Those after {@link #REJECT} are certificates that a manager must not accept
 * (A4), or that an authority must not make.
 */
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
    WRONG_SIGNATURE,
    /** Gives the validity asked for, although the issuer ends before (A5). */
    OUTLIVING,
    /** Issues as asked, although the request may have no proof of possession. */
    WITHOUT_PROOF
}
