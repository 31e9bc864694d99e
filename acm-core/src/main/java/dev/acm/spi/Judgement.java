package dev.acm.spi;

import dev.acm.certificate.FailureReason;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a validator makes of an observation (V2). */
public sealed interface Judgement {
    /**
     * Control is proven.
     *
     * @param names exactly the names proven (V3)
     * @param at when it was seen
     */
    record Proven(List<DomainName> names, Instant at) implements Judgement {
        /** Copies the list. */
        public Proven {
            names = List.copyOf(names);
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Not proven, but may be later.
     *
     * @param diagnosis why, with the next try where the observation suggests one (a negative TTL)
     * @param retryClass how to go on: HUMAN while the owner must act, TRANSIENT for trouble that passes
     */
    record NotYet(Diagnosis diagnosis, RetryClass retryClass) implements Judgement {
        /** Checks for null. */
        public NotYet {
            Objects.requireNonNull(diagnosis, "diagnosis");
            Objects.requireNonNull(retryClass, "retryClass");
        }
    }

    /**
     * Refused for good: the certificate fails.
     *
     * @param reason ACM's name for it
     * @param diagnosis why
     */
    record Refused(FailureReason reason, Diagnosis diagnosis) implements Judgement {
        /** Checks for null. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(diagnosis, "diagnosis");
        }
    }
}
