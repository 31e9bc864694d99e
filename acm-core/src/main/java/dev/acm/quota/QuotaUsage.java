package dev.acm.quota;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of a quota is used.
 *
 * @param quota which
 * @param used how much; may be too high for some hours after a crash, never too low
 * @param limit how much is allowed; empty if it is not limited
 * @param reset when the oldest of what is counted falls out of the year; empty for what only deleting lowers, and when nothing
 *     is counted
 */
public record QuotaUsage(Quota quota, long used, OptionalLong limit, Optional<Instant> reset) {
    /** Checks for null. */
    public QuotaUsage {
        Objects.requireNonNull(quota, "quota");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(reset, "reset");
    }

    /**
     * Whether nothing is left.
     *
     * @return true if one more would be too many
     */
    public boolean isExhausted() {
        return limit.isPresent() && used >= limit.getAsLong();
    }

    @Override
    public String toString() {
        return quota + " " + used + " of " + (limit.isPresent() ? Long.toString(limit.getAsLong()) : "any number")
                + reset.map(at -> ", less from " + at).orElse("");
    }
}
