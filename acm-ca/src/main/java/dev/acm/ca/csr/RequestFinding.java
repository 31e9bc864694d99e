package dev.acm.ca.csr;

import java.util.Objects;

/**
 * One thing wrong with a signing request.
 *
 * @param fault which
 * @param message what was seen and what is wanted, for people
 */
public record RequestFinding(RequestFault fault, String message) {
    /** Checks for null. */
    public RequestFinding {
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(message, "message");
    }
}
