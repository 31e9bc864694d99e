package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalReason;
import dev.acm.renewal.RenewalStatus;
import dev.acm.renewal.RenewalWindow;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Document;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What outcomes make of the attempt, from its start to the authority's answer. */
final class AttemptTransitions {
    /** What all observations of an attempt together may take in the record, in characters. */
    private static final int FACTS_KEPT = 32 * 1024;

    private AttemptTransitions() {}

    static void start(Change change, Outcome.AttemptStarted started) {
        CertificateRecord.Draft draft = change.draft;
        List<NameState> known = draft.lastNames;
        draft.lastNames = List.of();
        Optional<List<DomainName>> wanted = draft.namesWanted
                .filter(wish -> !Compromising.isReplacing(draft))
                .map(CertificateRecord.NamesWanted::names);
        List<DomainName> certified = wanted.orElse(change.before.wish().names());
        long generation = draft.current + 1;
        // of what an attempt for other names proved before it failed, nothing serves the next one
        List<DomainName> kept = wanted.isPresent()
                ? observedNames(
                        change.before.wish().method(), change.before.wish().names())
                : List.of();
        List<NameState> names = change.before.wish().type() == CertificateType.PRIVATE
                ? List.of()
                : observedNames(change.before.wish().method(), certified).stream()
                        .map(name -> started.reuse()
                                .flatMap(since -> proven(known, name, since, change.now))
                                .or(() -> kept.contains(name)
                                        ? Renaming.carried(known, name, change.now)
                                        : Optional.empty())
                                .orElseGet(() -> NameState.fresh(name, change.now)))
                        .toList();
        AttemptId id = attemptId(change.before.wish(), certified, generation, draft.endedAttempts);
        draft.attempt = Optional.of(
                Attempt.start(id, generation, names, change.now).with(attempt -> attempt.certified = wanted));
        if (draft.current > 0) {
            draft.renewal =
                    Optional.of(new RenewalSummary(RenewalStatus.PENDING_AUTO_RENEWAL, Optional.empty(), change.now));
        }
        Map<String, String> details = new TreeMap<>();
        details.put("generation", Long.toString(generation));
        started.reason().ifPresent(why -> details.put("reason", why.name()));
        if (started.reason().filter(RenewalReason.AUTHORITY_HINT::equals).isPresent()) {
            draft.window.flatMap(RenewalWindow::explanation).ifPresent(link -> details.put("explanation", link));
        }
        change.event(EventType.ATTEMPT_STARTED, details);
    }

    private static Optional<NameState> proven(List<NameState> last, DomainName name, Instant since, Instant now) {
        return last.stream()
                .filter(state -> state.name().equals(name) && state.provenSince(since, now))
                .findFirst();
    }

    static void timeOut(Change change) {
        // an attempt that got as far as the authority was proven, so its refusal outlives it
        Optional<FailureReason> refusal =
                change.draft.attempt.flatMap(Attempt::refusal).or(() -> change.draft.lastRefusal);
        List<Diagnosis> why = change.draft.attempt.isPresent() ? change.diagnoses() : change.draft.lastDiagnoses;
        change.endAttempt(why);
        if (refusal.isPresent()) {
            change.fail(refusal.get(), why);
        } else {
            change.draft.status = CertificateStatus.VALIDATION_TIMED_OUT;
            change.event(EventType.VALIDATION_TIMED_OUT, Map.of("causes", Change.codes(why)));
        }
    }

    static void observed(Change change, Outcome.Sight sight) {
        if (change.draft.attempt.isEmpty()) {
            return; // a sight before this one ended the attempt
        }
        Attempt attempt = change.draft.attempt.get();
        List<NameState> judged = attempt.names().stream()
                .map(state -> state.name().equals(sight.name()) ? judged(change, attempt, state, sight) : state)
                .toList();
        change.draft.attempt = Optional.of(attempt.with(draft -> draft.names = judged));
        if (sight.judgement() instanceof Judgement.Refused refused && change.isFirstIssue()) {
            change.endAttempt(List.of(refused.diagnosis()));
            change.fail(refused.reason(), List.of(refused.diagnosis()));
        }
    }

    private static NameState judged(Change change, Attempt attempt, NameState state, Outcome.Sight sight) {
        Optional<Document> facts = Optional.of(sight.observation().facts())
                .filter(seen -> seen.asMap().toString().length()
                        <= FACTS_KEPT / attempt.names().size());
        if (sight.judgement() instanceof Judgement.Proven proven) {
            change.event(EventType.NAME_VALIDATED, Map.of("name", state.name().value()));
            // should the proof be older than is accepted, it is not asked for again without a pause
            Instant next = RetryCurve.nextTry(RetryClass.TRANSIENT, 0, change.now, change.now, Optional.empty());
            return state.proven(proven.at(), facts, next);
        }
        if (sight.judgement() instanceof Judgement.NotYet notYet) {
            Diagnosis why = toldWhen(change, attempt, state, notYet.retryClass(), notYet.diagnosis());
            change.renewalWaits(why, Optional.empty());
            return state.waiting(facts, why, why.nextTry().orElse(change.now));
        }
        Judgement.Refused refused = (Judgement.Refused) sight.judgement();
        Diagnosis why = toldWhen(change, attempt, state, RetryClass.POLICY, refused.diagnosis());
        change.renewalWaits(why, Optional.of(refused.reason()));
        return state.refused(facts, why, why.nextTry().orElse(change.now));
    }

    private static Diagnosis toldWhen(
            Change change, Attempt attempt, NameState state, RetryClass retryClass, Diagnosis diagnosis) {
        Diagnosis why = RetryCurve.told(retryClass, state.tries(), attempt.startedAt(), change.now, diagnosis);
        change.waiting(state.diagnosis(), why);
        return why;
    }

    static void caaPermitted(Change change, List<String> deciding) {
        change.event(
                EventType.CAA_PERMITTED,
                Map.of("deciding", deciding.isEmpty() ? "no record" : String.join(" ", deciding)));
        change.wentOn(attempt -> attempt.caaCheckedAt = Optional.of(change.now));
    }

    static void keyMade(Change change, Outcome.KeyMade made) {
        long generation = change.draft.attempt.orElseThrow().generation();
        change.event(EventType.KEY_GENERATED, generation);
        change.event(EventType.KEY_USED, Map.of("reason", "sign the request", "generation", Long.toString(generation)));
        change.wentOn(attempt -> {
            attempt.key = Optional.of(made.key());
            attempt.signingRequest = Optional.of(made.signingRequest());
        });
    }

    static void notKnown(Change change) {
        // after a lost question it is asked again later and later; after a restart at once
        change.draft.attempt = change.draft.attempt.map(attempt -> attempt.with(draft -> {
            draft.submitted = false;
            draft.nextTry = attempt.tries() == 0
                    ? change.now
                    : RetryCurve.nextTry(
                            RetryClass.TRANSIENT, attempt.tries(), attempt.startedAt(), change.now, Optional.empty());
        }));
        dropIfUnwanted(change);
    }

    static void answered(Change change, Submission submission) {
        if (submission instanceof Submission.Pending pending) {
            Diagnosis undecided = Diagnosis.builder("AUTHORITY_PENDING", "The authority has not decided yet.")
                    .actor(pending.toPublish().isEmpty() ? Actor.AUTHORITY : Actor.OWNER)
                    .nextTry(pending.notBefore())
                    .build();
            Diagnosis why = RetryCurve.told(RetryClass.AS_TOLD, 0, change.now, change.now, undecided);
            change.wentOn(attempt -> {
                attempt.submitted = true;
                attempt.reference = Optional.of(pending.reference());
                attempt.toPublish = Submissions.records(pending);
                attempt.diagnosis = Optional.of(why);
                attempt.nextTry = why.nextTry().orElse(change.now);
            });
        } else if (submission instanceof Submission.Rejected rejected) {
            rejected(change, rejected.reason(), rejected.diagnosis(), rejected.retryClass());
        } else {
            throw new IllegalStateException("a chain is judged before it is applied");
        }
    }

    private static void rejected(Change change, FailureReason reason, Diagnosis diagnosis, RetryClass retryClass) {
        CertificateRecord.Draft draft = change.draft;
        int tries = (int) Math.min(draft.endedAttempts, 20);
        Diagnosis why = RetryCurve.told(retryClass, tries, change.before.wish().createdAt(), change.now, diagnosis);
        change.waiting(Optional.empty(), why);
        change.renewalWaits(why, Optional.of(reason));
        change.endAttempt(List.of(why));
        draft.nextAttempt = why.nextTry().orElse(change.now);
        draft.lastRefusal = Optional.of(reason);
        if (change.isFirstIssue() && retryClass == RetryClass.NEVER) {
            change.fail(reason, List.of(diagnosis));
        }
    }

    static void chainRefused(Change change, Outcome.ChainRefused refused) {
        RenewalTransitions.signed(change);
        change.event(
                EventType.CHAIN_REFUSED,
                Map.of(
                        "serial", Serials.text(refused.chain().leaf()),
                        "cause", refused.diagnosis().summary()));
        Der leaf = Der.of(refused.chain().toDer().get(0));
        change.revoke(leaf, refused.issuersId(), RevocationReason.SUPERSEDED);
        rejected(change, FailureReason.PCA_REQUEST_FAILED, refused.diagnosis(), RetryClass.POLICY);
    }

    static void stalled(Change change, Action action, Outcome.Stalled stalled) {
        Attempt attempt = change.draft.attempt.orElseThrow();
        Diagnosis why = RetryCurve.told(
                stalled.retryClass(), attempt.tries(), attempt.startedAt(), change.now, stalled.diagnosis());
        Instant next = why.nextTry().orElse(change.now);
        Optional<FailureReason> refusal =
                action instanceof Action.CheckCaa ? Optional.of(FailureReason.CAA_ERROR) : Optional.empty();
        change.waiting(attempt.diagnosis(), why);
        change.renewalWaits(why, refusal);
        // what certainly never arrived need not be looked up
        boolean neverArrived = action instanceof Action.Submit && !stalled.effectUnknown();
        change.draft.attempt = Optional.of(attempt.with(draft -> {
            if (action instanceof Action.Observe observe) {
                // names have times of their own, and those that were looked at in vain wait too
                draft.names = attempt.names().stream()
                        .map(name -> observe.names().contains(name.name()) ? name.triedAt(next) : name)
                        .toList();
            }
            draft.diagnosis = Optional.of(why);
            draft.refusal = refusal;
            draft.tries = attempt.tries() + 1;
            draft.nextTry = next;
            draft.submitted = attempt.submitted() && !neverArrived;
            // an authority that cannot be asked by its reference any more is asked by the attempt's id
            boolean lost = action instanceof Action.Poll
                    && stalled.retryClass() == RetryClass.NEVER
                    && !stalled.effectUnknown();
            draft.reference = lost ? Optional.empty() : attempt.reference();
        }));
        dropIfUnwanted(change);
    }

    // the attempt of a certificate that was deleted or expired meanwhile goes on only while it may be signed
    private static void dropIfUnwanted(Change change) {
        boolean wanted = change.draft.deletedAt.isEmpty()
                && (change.isFirstIssue() || change.draft.status == CertificateStatus.ISSUED);
        if (!wanted
                && change.draft.attempt.filter(attempt -> !attempt.submitted()).isPresent()) {
            change.endAttempt(change.diagnoses());
        }
    }

    // a name and its wildcard share one DNS record, so they share one look
    private static List<DomainName> observedNames(ValidationMethod method, List<DomainName> names) {
        return method == ValidationMethod.DNS
                ? names.stream().map(DomainName::base).distinct().toList()
                : names;
    }

    private static AttemptId attemptId(
            CertificateRecord.Wish wish, List<DomainName> names, long generation, long endedAttempts) {
        String text = wish.arn() + "|" + generation + "|" + endedAttempts + "|" + wish.keyAlgorithm() + "|" + names;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new AttemptId(HexFormat.of().formatHex(Arrays.copyOf(hash, 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
