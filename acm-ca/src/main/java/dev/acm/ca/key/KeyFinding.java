package dev.acm.ca.key;

import java.util.Objects;

/**
 * One thing wrong with a key.
 *
 * @param fault which
 * @param message what was seen and what is wanted, for people; never key material
 */
public record KeyFinding(KeyFault fault, String message) {
    /** Checks for null. */
    public KeyFinding {
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(message, "message");
    }
}
