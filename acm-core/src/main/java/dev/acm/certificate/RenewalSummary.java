package dev.acm.certificate;

import dev.acm.renewal.RenewalStatus;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How managed renewal stands.
 *
 * @param status the status
 * @param reason why it does not proceed; empty when it does
 * @param updatedAt when that was found
 */
public record RenewalSummary(RenewalStatus status, Optional<FailureReason> reason, Instant updatedAt) {
    /** Checks for null. */
    public RenewalSummary {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }
}
