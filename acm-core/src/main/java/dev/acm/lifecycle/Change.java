package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.EventType;
import dev.acm.key.SealedKey;
import dev.acm.lifecycle.CertificateRecord.DoomedKey;
import dev.acm.renewal.RenewalStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One change of a record under way: the record before, the draft of the one after, and what every transition needs. */
final class Change {
    private static final String MANAGER = "manager";
    private static final String SOURCE = "local";

    final CertificateRecord before;
    final CertificateRecord.Draft draft;
    final Instant now;
    private final List<Diagnosis> held = new ArrayList<>();
    private boolean holding;

    Change(CertificateRecord before, CertificateRecord.Draft draft, Instant now) {
        this.before = before;
        this.draft = draft;
        this.now = now;
    }

    boolean isFirstIssue() {
        return draft.status == CertificateStatus.PENDING_VALIDATION;
    }

    void event(EventType type, Map<String, String> details) {
        EventChain.append(draft, before.wish(), now, type, MANAGER, SOURCE, details);
    }

    void event(EventType type, long generation) {
        event(type, Map.of("generation", Long.toString(generation)));
    }

    /** Tells of a cause for waiting, unless the last look found the same. */
    void waiting(Optional<Diagnosis> known, Diagnosis why) {
        boolean news = known.filter(old -> old.code().equals(why.code())).isEmpty();
        if (news && holding) {
            held.add(why);
        } else if (news) {
            waiting(why, why.subject().orElse("certificate"));
        }
    }

    private void waiting(Diagnosis why, String subject) {
        event(
                EventType.WAITING,
                Map.of(
                        "cause", why.code(),
                        "subject", subject,
                        "actor", why.actor().name()));
    }

    /** From here on causes are collected, so that a hundred names that wait for the same do not fill the log. */
    void holdWaiting() {
        holding = true;
    }

    /** Tells what was collected: of many names with the same cause only the first by its name. */
    void tellWaiting() {
        holding = false;
        Map<String, List<Diagnosis>> byCause = new LinkedHashMap<>();
        held.forEach(why ->
                byCause.computeIfAbsent(why.code(), unused -> new ArrayList<>()).add(why));
        held.clear();
        byCause.values().forEach(same -> {
            if (same.size() <= Diagnoses.FEW) {
                same.forEach(why -> waiting(why, why.subject().orElse("certificate")));
            } else {
                String first = same.get(0).subject().orElse("certificate");
                waiting(same.get(0), first + " and " + (same.size() - 1) + " others");
            }
        });
    }

    void renewalWaits(Diagnosis why, Optional<FailureReason> reason) {
        if (draft.current > 0) {
            RenewalStatus status =
                    why.actor() == Actor.OWNER ? RenewalStatus.PENDING_VALIDATION : RenewalStatus.PENDING_AUTO_RENEWAL;
            draft.renewal = Optional.of(new RenewalSummary(status, reason, now));
        }
    }

    void fail(FailureReason reason, List<Diagnosis> why) {
        draft.status = CertificateStatus.FAILED;
        draft.failureReason = Optional.of(reason);
        event(EventType.FAILED, Map.of("reason", reason.name(), "causes", codes(why)));
    }

    /** The attempt made a step: nothing waits any more. */
    void wentOn(Consumer<Attempt.Draft> change) {
        draft.attempt = draft.attempt.map(attempt -> attempt.wentOn(now, change));
    }

    void endAttempt(List<Diagnosis> why) {
        tellWaiting();
        draft.attempt.ifPresent(attempt -> {
            // why names were not proven is told once, by the names; what was seen of them is not needed any more
            draft.lastNames =
                    attempt.names().stream().map(NameState::withoutFacts).toList();
            attempt.key().ifPresent(key -> doom(attempt.generation(), key));
            draft.endedAttempts++;
        });
        draft.attempt = Optional.empty();
        List<Diagnosis> told = draft.lastNames.stream()
                .flatMap(name -> name.diagnosis().stream())
                .toList();
        draft.lastDiagnoses = without(why, told::contains);
    }

    void doom(long generation, SealedKey key) {
        draft.doomedKeys = with(draft.doomedKeys, new DoomedKey(generation, key));
    }

    /** A key that did not go is tried again, also one that the vault says to try no more: it must not be forgotten. */
    void doomAgain(DoomedKey doomed, Outcome.Stalled failed) {
        Instant next = RetryCurve.nextTry(
                failed.retryClass(),
                doomed.tries(),
                now,
                now,
                failed.diagnosis().nextTry());
        draft.doomedKeys =
                with(draft.doomedKeys, new DoomedKey(doomed.generation(), doomed.key(), doomed.tries() + 1, next));
    }

    void revoke(Der leaf, String issuersId, RevocationReason reason) {
        draft.revocations = with(draft.revocations, Revocation.fresh(leaf, issuersId, reason, now));
        event(EventType.REVOCATION_REQUESTED, Map.of("reason", reason.name()));
    }

    /** The same once: what is revoked, or about to be, is left alone; false says so. */
    boolean revokeOnce(Revocation revocation) {
        boolean known =
                draft.revocations.stream().anyMatch(other -> other.leaf().equals(revocation.leaf()));
        if (!known) {
            draft.revocations = with(draft.revocations, revocation);
        }
        return !known;
    }

    /** What the attempt waits for. */
    List<Diagnosis> diagnoses() {
        List<Diagnosis> all = new ArrayList<>();
        draft.attempt.ifPresent(attempt -> {
            attempt.names().forEach(name -> name.diagnosis().ifPresent(all::add));
            attempt.diagnosis().ifPresent(all::add);
        });
        return all;
    }

    static String codes(List<Diagnosis> why) {
        return why.isEmpty()
                ? "none"
                : String.join(" ", why.stream().map(Diagnosis::code).distinct().toList());
    }

    static <T> List<T> with(List<T> list, T added) {
        List<T> longer = new ArrayList<>(list);
        longer.add(added);
        return List.copyOf(longer);
    }

    static <T> List<T> without(List<T> list, Predicate<T> gone) {
        return list.stream().filter(gone.negate()).toList();
    }
}
