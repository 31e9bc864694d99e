package dev.acm;

import dev.acm.certificate.CertificateArn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a call of {@code runDue} did.
 *
 * @param steps what was done, in order
 * @param nextRun when there is something to do next, which may be now; empty if never
 */
public record RunReport(List<Step> steps, Optional<Instant> nextRun) {
    /** Copies the list. */
    public RunReport {
        steps = List.copyOf(steps);
        Objects.requireNonNull(nextRun, "nextRun");
    }

    /**
     * One thing done.
     *
     * @param arn the certificate
     * @param action what was done, for example {@code Observe}
     * @param outcome what came of it, for example {@code Observed}
     */
    public record Step(CertificateArn arn, String action, String outcome) {
        /** Checks for null. */
        public Step {
            Objects.requireNonNull(arn, "arn");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public String toString() {
            return arn + " " + action + " -> " + outcome;
        }
    }
}
