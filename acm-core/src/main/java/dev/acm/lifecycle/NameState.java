package dev.acm.lifecycle;

import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import java.time.Instant;
import java.util.Optional;

/**
 * How far control of one name is proven.
 *
 * @param name the name that is observed
 * @param status proven, waiting or refused
 * @param provenAt when control was last seen
 * @param facts what was seen last, unless it was too large to keep
 * @param diagnosis why it waits or was refused
 * @param tries how often it was looked at in vain
 * @param nextTry when to look again
 */
public record NameState(
        DomainName name,
        ValidationStatus status,
        Optional<Instant> provenAt,
        Optional<Document> facts,
        Optional<Diagnosis> diagnosis,
        int tries,
        Instant nextTry) {
    /** A name not looked at yet. */
    public static NameState fresh(DomainName name, Instant now) {
        return new NameState(
                name,
                ValidationStatus.PENDING_VALIDATION,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                now);
    }

    NameState proven(Instant at, Optional<Document> seen, Instant next) {
        return new NameState(name, ValidationStatus.SUCCESS, Optional.of(at), seen, Optional.empty(), 0, next);
    }

    NameState waiting(Optional<Document> seen, Diagnosis why, Instant next) {
        return new NameState(
                name, ValidationStatus.PENDING_VALIDATION, Optional.empty(), seen, Optional.of(why), tries + 1, next);
    }

    NameState refused(Optional<Document> seen, Diagnosis why, Instant at) {
        return new NameState(name, ValidationStatus.FAILED, Optional.empty(), seen, Optional.of(why), tries + 1, at);
    }

    NameState withoutFacts() {
        return new NameState(name, status, provenAt, Optional.empty(), diagnosis, tries, nextTry);
    }

    NameState triedAt(Instant at) {
        return new NameState(name, status, provenAt, facts, diagnosis, tries, at);
    }

    boolean provenSince(Instant oldest, Instant now) {
        return provenAt.filter(at -> RetryCurve.isBetween(at, oldest, now)).isPresent();
    }
}
