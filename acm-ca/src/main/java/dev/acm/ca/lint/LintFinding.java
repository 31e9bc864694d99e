package dev.acm.ca.lint;

import java.util.Objects;

/**
 * One rule that is not kept.
 *
 * @param rule which
 * @param location where, for example {@code tbsCertificate.extensions.subjectAltName}
 * @param message what was seen, for people
 */
public record LintFinding(Rule rule, String location, String message) {
    /** Checks for null. */
    public LintFinding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(message, "message");
    }

    /**
     * How much it matters.
     *
     * @return the rule's severity
     */
    public Severity severity() {
        return rule.severity();
    }

    @Override
    public String toString() {
        return rule.id() + " at " + location + ": " + message;
    }
}
