package dev.acm.spi;

import dev.acm.internal.Checks;

/**
 * By what measure observations are judged.
 *
 * @param maximumAliases how many chained CNAMEs are accepted; 0 and up
 * @param requireSecure whether unsigned zones are refused too; bogus answers always are
 */
public record ValidationRules(int maximumAliases, boolean requireSecure) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if {@code maximumAliases} is negative
     */
    public ValidationRules {
        Checks.require(maximumAliases >= 0, "maximumAliases must not be negative, got " + maximumAliases);
    }

    /**
     * ACM's: at most 5 chained CNAMEs; unsigned zones are accepted.
     *
     * @return the rules
     */
    public static ValidationRules acm() {
        return new ValidationRules(5, false);
    }
}
