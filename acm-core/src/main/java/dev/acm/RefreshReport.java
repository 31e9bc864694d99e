package dev.acm;

import dev.acm.certificate.CertificateArn;
import java.util.List;
import java.util.Objects;

/**
 * What {@link Fleet#refresh} did.
 *
 * @param served how many certificates were put to use anew
 * @param failures those that could not be, or that are not seen all the same; empty when all is well
 */
public record RefreshReport(int served, List<Failure> failures) {
    /** Copies the list. */
    public RefreshReport {
        failures = List.copyOf(failures);
    }

    /**
     * One certificate that could not be put to use.
     *
     * @param arn the certificate
     * @param target the target's id
     * @param message why
     */
    public record Failure(CertificateArn arn, String target, String message) {
        /** Checks for null. */
        public Failure {
            Objects.requireNonNull(arn, "arn");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(message, "message");
        }
    }
}
