package dev.acm.certificate;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A certificate being in use by a target.
 *
 * @param target the target's id
 * @param actor who associated it
 * @param since when
 * @param servedGeneration the generation last activated there; empty before the first
 */
public record Deployment(String target, String actor, Instant since, OptionalLong servedGeneration) {
    /** Checks for null. */
    public Deployment {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(servedGeneration, "servedGeneration");
    }

    @Override
    public String toString() {
        return target + " (by " + actor + " since " + since + ")";
    }
}
