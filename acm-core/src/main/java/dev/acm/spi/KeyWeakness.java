package dev.acm.spi;

import java.util.Objects;

/**
 * One reason not to take a public key.
 *
 * @param rule a stable id, for example {@code key:small-factor}
 * @param reason what was seen, for people; never more of the key than its size
 * @param remedy what would be right
 */
public record KeyWeakness(String rule, String reason, String remedy) {
    /** Checks for null. */
    public KeyWeakness {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }
}
