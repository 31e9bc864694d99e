package dev.acm.spi;

import dev.acm.diagnosis.Diagnosis;
import java.util.Objects;
import java.util.Optional;

/** What CAA says of issuing for one name (RFC 8659). */
public sealed interface CaaDecision {
    /**
     * Issuing is permitted.
     *
     * @param foundAt the owner of the deciding record set; empty if there is none up to the top
     */
    record Permitted(Optional<String> foundAt) implements CaaDecision {
        /** Checks for null. */
        public Permitted {
            Objects.requireNonNull(foundAt, "foundAt");
        }
    }

    /**
     * A record set forbids it.
     *
     * @param diagnosis where, what it says, and the record that would permit it
     */
    record Forbidden(Diagnosis diagnosis) implements CaaDecision {
        /** Checks for null. */
        public Forbidden {
            Objects.requireNonNull(diagnosis, "diagnosis");
        }
    }

    /**
     * It could not be determined, so it is not permitted.
     *
     * @param diagnosis which lookup failed, and how
     */
    record Unknown(Diagnosis diagnosis) implements CaaDecision {
        /** Checks for null. */
        public Unknown {
            Objects.requireNonNull(diagnosis, "diagnosis");
        }
    }
}
