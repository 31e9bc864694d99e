package dev.acm.certificate;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a revocation stands.
 *
 * @param reason why
 * @param requestedAt when it was asked for, which is also the time of revocation
 * @param publishedAt when the authority had taken note of all generations that had not expired before; empty while it has not,
 *     and if it took note of none before they expired
 * @param stillServedBy the targets that have not stopped serving it yet
 * @param completedAt when the authority had taken note, or all had expired, and no target served it any more; empty until then
 */
public record RevocationSummary(
        RevocationReason reason,
        Instant requestedAt,
        Optional<Instant> publishedAt,
        List<String> stillServedBy,
        Optional<Instant> completedAt) {
    /** Copies the list. */
    public RevocationSummary {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(requestedAt, "requestedAt");
        Objects.requireNonNull(publishedAt, "publishedAt");
        stillServedBy = List.copyOf(stillServedBy);
        Objects.requireNonNull(completedAt, "completedAt");
    }
}
