package dev.acm.spi;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.FailureReason;
import dev.acm.dcv.Challenge;
import dev.acm.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How an attempt stands at the authority (A3). Everything needed to go on is in it (A1). */
public sealed interface Submission {
    /**
     * Signed.
     *
     * @param chain the leaf first, its issuer next; the root may be left out
     */
    record Issued(CertificateChain chain) implements Submission {
        /** Checks for null. */
        public Issued {
            Objects.requireNonNull(chain, "chain");
        }
    }

    /**
     * Not decided yet.
     *
     * @param reference what {@code poll} needs to go on
     * @param notBefore do not ask before
     * @param toPublish what the authority itself wants to see published
     */
    record Pending(Document reference, Instant notBefore, List<Challenge> toPublish) implements Submission {
        /** Copies the list. */
        public Pending {
            Objects.requireNonNull(reference, "reference");
            Objects.requireNonNull(notBefore, "notBefore");
            toPublish = List.copyOf(toPublish);
        }
    }

    /**
     * Refused: no certificate exists for this attempt, and none will.
     *
     * @param reason ACM's name for it, should the certificate fail for this
     * @param diagnosis why, and what to do
     * @param retryClass whether a new attempt helps; {@link RetryClass#AS_TOLD} with the diagnosis' next try
     */
    record Rejected(FailureReason reason, Diagnosis diagnosis, RetryClass retryClass) implements Submission {
        /** Checks for null. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(diagnosis, "diagnosis");
            Objects.requireNonNull(retryClass, "retryClass");
        }
    }
}
