package dev.acm.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Says that a manager works on the record, so that others need not. Correctness never rests on it.
 *
 * @param owner the manager
 * @param until when the claim ends by itself
 */
public record Claim(String owner, Instant until) {
    /** How long a claim lasts: longer than any port should need for an answer. */
    public static final Duration LENGTH = Duration.ofMinutes(5);

    /** No manager's clock is believed to be further ahead of another's than this, ten minutes each way. */
    private static final Duration SKEW = Duration.ofMinutes(20);

    /** Whether somebody else works on it. A claim that ends too far ahead was made by a clock that was wrong. */
    public boolean excludes(String other, Instant now) {
        return !owner.equals(other)
                && now.isBefore(until)
                && !until.isAfter(now.plus(LENGTH).plus(SKEW));
    }
}
