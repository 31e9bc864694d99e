package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RevocationReason;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.lifecycle.CertificateRecord.Revoked;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the owner's wish to revoke makes of a record, and when its parts are due: pure functions. */
public final class Revoking {
    /** BR 4.9.1.1 asks for 24 hours from the report of a compromise; the rest is for tries that fail. */
    private static final Duration REPLACED_WITHIN = Duration.ofHours(20);

    /** So many that the authority has not taken: no renewal is begun by hand that would add to them. */
    private static final int MOST_PENDING = 32;

    private Revoking() {}

    /** Whether so many revocations wait for the authority that callers, too, must wait for it. */
    public static boolean isBackedUp(CertificateRecord record) {
        return record.revocations().stream()
                        .filter(revocation -> revocation.doneAt().isEmpty())
                        .count()
                >= MOST_PENDING;
    }

    /**
     * Revoked: nobody starts to use it from now on. The authority is told first, the targets give it up beside that, and an
     * attempt that may be signed is followed to its end.
     */
    public static CertificateRecord revoke(
            CertificateRecord record, RevocationReason reason, Caller caller, Instant now) {
        CertificateRecord left = record;
        for (DeploymentState deployment : record.deployments()) {
            if (!deployment.leaving()) {
                left = Wishes.disassociate(left, deployment.target(), caller, now);
            }
        }
        return left.with(draft -> {
            Change change = new Change(record, draft, now);
            draft.status = CertificateStatus.REVOKED;
            draft.revoked = Optional.of(new Revoked(reason, now, Optional.empty()));
            draft.renewNow = false;
            if (draft.attempt.filter(attempt -> !attempt.submitted()).isPresent()) {
                change.endAttempt(change.diagnoses());
            }
            draft.generations.stream()
                    .filter(generation -> generation.notAfter().isAfter(now))
                    .forEach(generation -> change.revokeOnce(
                            Revocation.fresh(generation.leaf(), generation.issuersId(), reason, now)));
            // one that waited for a replacement waits no more: there will be none
            draft.revocations = draft.revocations.stream()
                    .map(revocation -> revocation.afterReplacement()
                                    && revocation.doneAt().isEmpty()
                            ? Revocation.fresh(revocation.leaf(), revocation.issuersId(), revocation.reason(), now)
                            : revocation)
                    .toList();
            EventChain.append(
                    draft,
                    record.wish(),
                    now,
                    EventType.REVOCATION_REQUESTED,
                    caller.actor(),
                    caller.source(),
                    Map.of("reason", reason.name()));
        });
    }

    /** When the authority is to be told of a revocation. */
    static Instant due(CertificateRecord record, Revocation revocation, Instant now) {
        Instant next = RetryCurve.believed(revocation.nextTry(), now);
        if (!revocation.afterReplacement() || isReplaced(record, revocation)) {
            return next;
        }
        Instant latest = revocation.requestedAt().plus(REPLACED_WITHIN);
        return latest.isAfter(next) ? latest : next;
    }

    /**
     * From when on nobody accepts what the authority did not revoke when it was asked; empty if that cannot be known, or it was
     * not asked yet.
     */
    static Optional<Instant> lapses(CertificateRecord record, Revocation revocation) {
        if (revocation.tries() == 0) {
            return Optional.empty();
        }
        return record.generations().stream()
                .filter(generation -> generation.leaf().equals(revocation.leaf()))
                .map(Generation::notAfter)
                .findFirst()
                .or(() -> revocation
                        .leaf()
                        .certificate()
                        .map(leaf -> leaf.getNotAfter().toInstant()))
                .map(last -> last.plusSeconds(1));
    }

    static void lapsed(Change change, Revocation revocation) {
        change.draft.revocations = Change.without(change.draft.revocations, revocation::equals);
        change.event(
                EventType.REVOCATION_LAPSED,
                Map.of(
                        "reason",
                        revocation.reason().name(),
                        "certificate",
                        revocation.leaf().sha256()));
    }

    private static boolean isReplaced(CertificateRecord record, Revocation revocation) {
        return record.current()
                .filter(current -> !current.leaf().equals(revocation.leaf()))
                .filter(current -> record.deployments().stream()
                        .allMatch(deployment -> deployment.served() >= current.number() && deployment.cut() == 0))
                .isPresent();
    }

    /** Whether the wish to revoke is carried out, and that is not noted yet. */
    static boolean isComplete(CertificateRecord record) {
        return record.revoked()
                        .filter(revoked -> revoked.completedAt().isEmpty())
                        .isPresent()
                && record.attempt().isEmpty()
                && record.deployments().isEmpty()
                && record.revocations().stream()
                        .noneMatch(revocation -> revocation.doneAt().isEmpty());
    }

    static void completed(Change change) {
        CertificateRecord.Draft draft = change.draft;
        draft.revoked = draft.revoked.map(
                revoked -> new Revoked(revoked.reason(), revoked.requestedAt(), Optional.of(change.now)));
        draft.generations.forEach(
                generation -> generation.key().ifPresent(key -> change.doom(generation.number(), key)));
        draft.generations =
                draft.generations.stream().map(Generation::withoutKey).toList();
        change.event(EventType.REVOCATION_COMPLETED, Map.of());
    }
}
