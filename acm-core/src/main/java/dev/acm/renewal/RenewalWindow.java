package dev.acm.renewal;

import dev.acm.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When an authority would like one generation to be renewed. It counts for that generation only, so one that is still told
 * after a renewal starts no other.
 *
 * @param generation the generation it was told for, 1 and up
 * @param start the window's start
 * @param end the window's end, after the start
 * @param explanation a link that says why, or empty
 */
public record RenewalWindow(long generation, Instant start, Instant end, Optional<String> explanation) {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it does not end after it starts
     */
    public RenewalWindow {
        Objects.requireNonNull(explanation, "explanation");
        Checks.require(start.isBefore(end), () -> "the window must end after it starts: " + start + " to " + end);
    }
}
