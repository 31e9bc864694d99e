package dev.acm.certificate;

import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How the validation of one name stands.
 *
 * @param name the name as requested
 * @param method how control is proven
 * @param status how it stands
 * @param challenge what the owner does
 * @param provenAt when control was last seen; empty before the first time
 * @param diagnosis why it waits or was refused; empty when it does not
 */
public record DomainValidation(
        DomainName name,
        ValidationMethod method,
        ValidationStatus status,
        Challenge challenge,
        Optional<Instant> provenAt,
        Optional<Diagnosis> diagnosis) {
    /** Checks for null. */
    public DomainValidation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(provenAt, "provenAt");
        Objects.requireNonNull(diagnosis, "diagnosis");
    }
}
