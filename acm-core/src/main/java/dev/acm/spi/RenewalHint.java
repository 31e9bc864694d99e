package dev.acm.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When the authority would like a certificate to be renewed (RFC 9773 section 4.2).
 *
 * @param leafId SHA-256 of the leaf the hint speaks of, 64 hex digits
 * @param start the window's start
 * @param end the window's end, after the start
 * @param explanation a link, or empty
 */
public record RenewalHint(String leafId, Instant start, Instant end, Optional<String> explanation) {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if the end is not after the start
     */
    public RenewalHint {
        Objects.requireNonNull(leafId, "leafId");
        Objects.requireNonNull(explanation, "explanation");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("the window must end after it starts: " + start + " to " + end);
        }
    }
}
