package dev.acm.lifecycle;

import dev.acm.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/**
 * How something goes that is tried until it succeeds.
 *
 * @param diagnosis why the last try failed
 * @param tries how often it failed in a row
 * @param nextTry when to try again
 */
public record Retries(Optional<Diagnosis> diagnosis, int tries, Instant nextTry) {
    /** Nothing failed yet. */
    static Retries from(Instant now) {
        return new Retries(Optional.empty(), 0, now);
    }

    Retries failed(Diagnosis why, Instant next) {
        return new Retries(Optional.of(why), tries + 1, next);
    }
}
