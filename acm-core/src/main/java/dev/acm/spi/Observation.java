package dev.acm.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * What was seen when something was looked at, complete enough to be judged again later. It is stored with the certificate
 * as evidence, so an observer keeps it under 16 KiB.
 *
 * @param at when it was seen
 * @param facts what was seen, in the observer's own form
 */
public record Observation(Instant at, Document facts) {
    /** Checks for null. */
    public Observation {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(facts, "facts");
    }
}
