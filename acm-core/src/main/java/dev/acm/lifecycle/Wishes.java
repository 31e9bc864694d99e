package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.RevocationReason;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.tag.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers' wishes make of a record: pure functions. */
public final class Wishes {
    private Wishes() {}

    /** A record that was just asked for. */
    public static CertificateRecord requested(CertificateRecord.Wish wish, String source) {
        return CertificateRecord.of(
                wish,
                draft -> EventChain.append(
                        draft,
                        wish,
                        wish.createdAt(),
                        EventType.REQUESTED,
                        wish.actor(),
                        source,
                        Map.of(
                                "names",
                                String.join(
                                        " ",
                                        wish.names().stream()
                                                .map(DomainName::value)
                                                .toList()),
                                "keyAlgorithm",
                                wish.keyAlgorithm().name(),
                                "method",
                                wish.method().name())));
    }

    /** Whether it serves a target, now or once issued. */
    public static boolean isUsable(CertificateRecord record) {
        return record.status() == CertificateStatus.ISSUED || record.status() == CertificateStatus.PENDING_VALIDATION;
    }

    /** To be served by a target. */
    public static CertificateRecord associate(CertificateRecord record, String target, Caller caller, Instant now) {
        return record.with(draft -> {
            List<DeploymentState> deployments = new ArrayList<>(draft.deployments);
            // sessions to be cut at a target it was about to leave are still to be cut
            long cut = draft.deployments.stream()
                    .filter(deployment -> deployment.target().equals(target))
                    .mapToLong(DeploymentState::cut)
                    .max()
                    .orElse(0);
            deployments.removeIf(deployment -> deployment.target().equals(target));
            deployments.add(DeploymentState.fresh(target, caller.actor(), now).cutting(cut));
            draft.deployments = List.copyOf(deployments);
            event(draft, record, EventType.ASSOCIATED, caller, now, Map.of("target", target));
        });
    }

    /** To be taken from a target. */
    public static CertificateRecord disassociate(CertificateRecord record, String target, Caller caller, Instant now) {
        return record.with(draft -> {
            draft.deployments = draft.deployments.stream()
                    .map(deployment -> deployment.target().equals(target) ? deployment.leave(now) : deployment)
                    .toList();
            event(draft, record, EventType.DISASSOCIATED, caller, now, Map.of("target", target));
        });
    }

    /**
     * Sessions made under a generation or an older one are to end: at each target once a newer one is seen there, or with the
     * withdrawal.
     */
    public static CertificateRecord cut(CertificateRecord record, long generation, Caller caller, Instant now) {
        return record.with(draft -> {
            draft.deployments = draft.deployments.stream()
                    .map(deployment -> deployment.cutting(generation))
                    .toList();
            event(draft, record, EventType.CUT_REQUESTED, caller, now, Map.of("generation", Long.toString(generation)));
        });
    }

    /** With the tags it is born with. */
    public static CertificateRecord bornWith(CertificateRecord record, List<Tag> tags) {
        return record.with(draft -> draft.tags = Tagging.sorted(tags));
    }

    /** With another number of days before its end from which on notices are given. */
    public static CertificateRecord expiryDays(CertificateRecord record, int days) {
        return record.expiryDays() == days ? record : record.with(draft -> draft.expiryDays = days);
    }

    /** With further tags, or new values for those it has. */
    public static CertificateRecord tag(CertificateRecord record, List<Tag> tags, Caller caller, Instant now) {
        return Tagging.add(record, tags, caller, now);
    }

    /** Without some tags: one given with a value goes only if it has that value. */
    public static CertificateRecord untag(CertificateRecord record, List<Tag> tags, Caller caller, Instant now) {
        return Tagging.remove(record, tags, caller, now);
    }

    /** To be renewed now. A renewal that waits is tried again at once. */
    public static CertificateRecord renewNow(CertificateRecord record, Instant now) {
        return record.with(draft -> renewNow(draft, now));
    }

    static void renewNow(CertificateRecord.Draft draft, Instant now) {
        draft.renewNow = true;
        draft.nextAttempt = now;
        draft.attempt = draft.attempt.map(attempt -> attempt.with(changed -> {
            // an authority that named a time is not asked before it
            changed.nextTry = attempt.reference().isPresent() ? attempt.nextTry() : now;
            changed.names =
                    attempt.names().stream().map(name -> name.triedAt(now)).toList();
        }));
    }

    /** Deleted: what is left is a tombstone that forgets its keys, as soon as no target serves one any more. */
    public static CertificateRecord delete(CertificateRecord record, Caller caller, Instant now) {
        return record.with(draft -> {
            draft.deletedAt = Optional.of(now);
            // an attempt the authority may have signed is followed to its end, so that nothing stays unknown
            if (draft.attempt.filter(attempt -> !attempt.submitted()).isPresent()) {
                Attempt attempt = draft.attempt.get();
                attempt.key().ifPresent(key -> new Change(record, draft, now).doom(attempt.generation(), key));
                draft.attempt = Optional.empty();
            }
            event(draft, record, EventType.DELETED, caller, now, Map.of());
        });
    }

    /** What was signed for an attempt that is over: nobody may use it, so it is revoked. */
    public static CertificateRecord keepSigned(CertificateRecord record, Signed signed, Instant now) {
        return signed.isKnownTo(record)
                ? record
                : record.with(draft -> new Change(record, draft, now)
                        .revoke(signed.leaf(), signed.issuersId(), RevocationReason.SUPERSEDED));
    }

    /** A private key is about to be opened for a caller. */
    public static CertificateRecord keyUsed(CertificateRecord record, String reason, Caller caller, Instant now) {
        return record.with(draft -> {
            Map<String, String> details = new HashMap<>();
            details.put("reason", reason);
            details.put("generation", Long.toString(draft.current));
            event(draft, record, EventType.KEY_USED, caller, now, details);
        });
    }

    private static void event(
            CertificateRecord.Draft draft,
            CertificateRecord record,
            EventType type,
            Caller caller,
            Instant now,
            Map<String, String> details) {
        EventChain.append(draft, record.wish(), now, type, caller.actor(), caller.source(), details);
    }
}
