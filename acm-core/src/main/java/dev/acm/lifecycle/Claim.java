package dev.acm.lifecycle;

import java.time.Instant;

/**
 * Says that a manager works on the record, so that others need not. Correctness never rests on it.
 *
 * @param owner the manager
 * @param until when the claim ends by itself
 */
public record Claim(String owner, Instant until) {
    /** Whether somebody else works on it. */
    public boolean excludes(String other, Instant now) {
        return !owner.equals(other) && now.isBefore(until);
    }
}
