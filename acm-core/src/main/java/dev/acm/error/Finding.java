package dev.acm.error;

import java.util.Objects;

/**
 * One fault of a request.
 *
 * @param rule the rule it breaks, a stable id such as {@code DN-9}
 * @param field where: the part of the request, for example {@code names[2]}
 * @param value what was given, shortened
 * @param message what is wrong
 * @param remedy what would be right
 */
public record Finding(String rule, String field, String value, String message, String remedy) {
    /** Checks for null. */
    public Finding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    @Override
    public String toString() {
        return field + " '" + value + "': " + message + " (" + rule + "). " + remedy;
    }
}
