package dev.acm.ca.lint;

import java.util.Objects;

/**
 * What another linter found.
 *
 * @param rule its own name of the rule, for example {@code e_dnsname_not_valid_tld}
 * @param severity how much it matters; {@link Severity#ERROR} keeps the certificate from being signed
 * @param message what was seen, for people
 */
public record ExternalFinding(String rule, Severity severity, String message) {
    /** Checks for null. */
    public ExternalFinding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }
}
