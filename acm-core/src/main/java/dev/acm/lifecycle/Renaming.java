package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.lifecycle.CertificateRecord.NamesWanted;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the owner's wish for other names makes of a record: pure functions. The certificate keeps its names and its renewals
 * until a generation for the new ones is there; only names that it did not have are validated.
 */
public final class Renaming {
    private static final Instant FROM_200 = Instant.parse("2026-03-15T00:00:00Z");
    private static final Instant FROM_100 = Instant.parse("2027-03-15T00:00:00Z");
    private static final Instant FROM_10 = Instant.parse("2029-03-15T00:00:00Z");

    private Renaming() {}

    /** The owner wants these names from now on; the present ones take back an earlier wish. */
    public static CertificateRecord want(CertificateRecord record, List<DomainName> names, Caller caller, Instant now) {
        boolean back = record.wish().names().equals(names);
        return record.with(draft -> {
            draft.namesWanted = back ? Optional.empty() : Optional.of(new NamesWanted(names, now));
            draft.renewNow = !back || Compromising.isReplacing(draft);
            draft.nextAttempt = now;
            // one that may be signed is followed to its end, and the new names come after it
            if (draft.attempt.filter(attempt -> !attempt.submitted()).isPresent()) {
                endKeepingProof(new Change(record, draft, now));
            }
            EventChain.append(
                    draft,
                    record.wish(),
                    now,
                    EventType.NAMES_WANTED,
                    caller.actor(),
                    caller.source(),
                    Map.of("names", text(names)));
        });
    }

    /** A compromised key is replaced first, for the names there are: that must not wait for proof of others. */
    static void standBack(Change change) {
        boolean forOthers = change.draft
                .attempt
                .filter(attempt -> !attempt.submitted())
                .flatMap(Attempt::certified)
                .isPresent();
        if (forOthers) {
            endKeepingProof(change);
        }
    }

    // proof of names that the certificate has is not lost with an attempt that ends for another one's sake
    private static void endKeepingProof(Change change) {
        List<NameState> known = change.before.lastNames();
        change.endAttempt(List.of());
        List<NameState> seen = change.draft.lastNames;
        change.draft.lastNames = Stream.concat(
                        seen.stream(),
                        known.stream()
                                .filter(old -> seen.stream()
                                        .noneMatch(fresh -> fresh.name().equals(old.name())
                                                && fresh.status() == ValidationStatus.SUCCESS)))
                .toList();
    }

    private static String text(List<DomainName> names) {
        return names.stream().map(DomainName::value).collect(Collectors.joining(" "));
    }

    /** A name's proof of the present generation, if it may still serve. */
    static Optional<NameState> carried(List<NameState> known, DomainName name, Instant now) {
        return known.stream()
                .filter(state -> state.name().equals(name) && state.status() == ValidationStatus.SUCCESS)
                .filter(state -> state.provenSince(now.minus(reusable(now)), now))
                .findFirst();
    }

    /** Whether the proof of a name that the certificate has was carried into an attempt for other names, and still serves. */
    static boolean isCarried(CertificateRecord record, Attempt attempt, NameState name, Instant now) {
        return attempt.certified().isPresent()
                && record.wish().names().stream()
                        .anyMatch(has -> has.equals(name.name()) || has.base().equals(name.name()))
                && name.provenAt()
                        .filter(at -> at.isBefore(attempt.startedAt()))
                        .isPresent()
                && name.provenSince(now.minus(reusable(now)), now);
    }

    /** For how long a proof may serve. Source: BR 4.2.1, as changed by ballot SC-081v3. */
    static Duration reusable(Instant at) {
        if (at.isBefore(FROM_200)) {
            return Duration.ofDays(398);
        }
        return Duration.ofDays(at.isBefore(FROM_100) ? 200 : at.isBefore(FROM_10) ? 100 : 10);
    }

    /**
     * When the wish is given up: after the window, but a day before the end of what is served, or half of what is left of it, so that
     * the present names are still renewed. Empty if there is none, or its attempt may be signed.
     */
    static Optional<Instant> ends(CertificateRecord record, Duration window) {
        return record.namesWanted()
                .filter(wanted -> record.status() == CertificateStatus.ISSUED
                        && record.deletedAt().isEmpty()
                        && record.attempt().filter(Attempt::submitted).isEmpty())
                .map(wanted -> {
                    Instant end = wanted.requestedAt().plus(window);
                    Instant last = record.current()
                            .map(current -> lastChance(wanted.requestedAt(), current.notAfter()))
                            .orElse(end);
                    return last.isBefore(end) ? last : end;
                });
    }

    private static Instant lastChance(Instant requestedAt, Instant notAfter) {
        Duration left = Duration.between(requestedAt, notAfter);
        Duration kept = left.compareTo(Duration.ofDays(2)) < 0 ? left.dividedBy(2) : Duration.ofDays(1);
        return notAfter.minus(kept);
    }

    static void givenUp(Change change) {
        CertificateRecord.Draft draft = change.draft;
        List<Diagnosis> why = draft.attempt.isPresent() ? change.diagnoses() : draft.lastDiagnoses;
        String names = draft.namesWanted.map(wanted -> text(wanted.names())).orElse("");
        draft.namesWanted = Optional.empty();
        draft.renewNow = Compromising.isReplacing(draft);
        if (draft.attempt.flatMap(Attempt::certified).isPresent()) {
            change.endAttempt(why);
        }
        draft.renewal = draft.renewal.filter(renewal -> renewal.status() == RenewalStatus.SUCCESS);
        change.event(EventType.NAMES_GIVEN_UP, Map.of("names", names, "causes", Change.codes(why)));
    }

    /** A generation came; for the names wanted, if its attempt was for them. */
    static void issued(Change change, Optional<List<DomainName>> certified) {
        CertificateRecord.Draft draft = change.draft;
        certified.ifPresent(names -> {
            draft.renamed = Optional.of(names);
            change.event(EventType.NAMES_CHANGED, Map.of("names", text(names)));
        });
        draft.namesWanted = draft.namesWanted.filter(
                wanted -> certified.filter(wanted.names()::equals).isEmpty());
        draft.renewNow |= draft.namesWanted.isPresent();
    }
}
