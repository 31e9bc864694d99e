package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationStatus;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.EventType;
import dev.acm.lifecycle.CertificateRecord.DoomedKey;
import dev.acm.lifecycle.CertificateRecord.Draft;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.AttemptId;
import dev.acm.spi.Judgement;
import dev.acm.spi.RetryClass;
import dev.acm.spi.Submission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What an outcome makes of a record: pure functions of record, outcome and time. */
public final class Transitions {
    /** Old generations are kept without their keys, so that they can still be revoked. */
    private static final int GENERATIONS_KEPT = 4;

    private static final String MANAGER = "manager";
    private static final String SOURCE = "local";

    private Transitions() {}

    /** The record after the outcome of an action. */
    public static CertificateRecord apply(CertificateRecord record, Action action, Outcome outcome, Instant now) {
        Change change = new Change(record, now);
        return record.with(draft -> change.apply(draft, action, outcome));
    }

    /**
     * The record as it is stored before the action leaves the process: claimed, with the audit entry of what is about to
     * happen.
     */
    public static CertificateRecord intend(CertificateRecord record, Action action, Claim claim, Instant now) {
        Change change = new Change(record, now);
        return record.with(draft -> {
            draft.claim = Optional.of(claim);
            change.intend(draft, action);
        });
    }

    /** The record with nobody working on it. */
    public static CertificateRecord release(CertificateRecord record) {
        return record.with(draft -> draft.claim = Optional.empty());
    }

    private record Change(CertificateRecord before, Instant now) {

        void intend(Draft draft, Action action) {
            if (action instanceof Action.Submit submit) {
                draft.attempt = draft.attempt.map(attempt -> attempt.with(a -> a.submitted = true));
                event(
                        draft,
                        EventType.SIGNING_REQUESTED,
                        generation(submit.attempt().generation()));
            } else if (action instanceof Action.Deploy deploy) {
                event(
                        draft,
                        EventType.KEY_USED,
                        Map.of(
                                "reason",
                                "deploy to " + deploy.target(),
                                "generation",
                                Long.toString(deploy.generation().number())));
            } else if (action instanceof Action.DestroyKey destroy) {
                event(
                        draft,
                        EventType.KEY_DESTROYED,
                        generation(destroy.doomed().generation()));
            }
        }

        void apply(Draft draft, Action action, Outcome outcome) {
            if (outcome instanceof Outcome.AttemptStarted) {
                start(draft);
            } else if (outcome instanceof Outcome.TimedOut) {
                timeOut(draft);
            } else if (outcome instanceof Outcome.Expired) {
                expire(draft);
            } else if (outcome instanceof Outcome.NoticeDue notice) {
                notice(draft, notice);
            } else if (outcome instanceof Outcome.Retired retired) {
                retire(draft, retired.generation());
            } else if (outcome instanceof Outcome.Observed observed) {
                observed.sights().forEach(sight -> observe(draft, sight));
            } else if (outcome instanceof Outcome.CaaPermitted checked) {
                event(
                        draft,
                        EventType.CAA_PERMITTED,
                        Map.of(
                                "deciding",
                                checked.deciding().isEmpty() ? "no record" : String.join(" ", checked.deciding())));
                attempt(draft, a -> a.caaCheckedAt = Optional.of(now));
            } else if (outcome instanceof Outcome.KeyMade made) {
                keyMade(draft, made);
            } else if (outcome instanceof Outcome.Answered answered) {
                answered(draft, answered.submission());
            } else if (outcome instanceof Outcome.NotKnown) {
                attempt(draft, a -> a.submitted = false);
                dropIfUnwanted(draft);
            } else if (outcome instanceof Outcome.Issued issued) {
                issued(draft, issued.generation());
            } else if (outcome instanceof Outcome.ChainRefused refused) {
                chainRefused(draft, refused);
            } else if (outcome instanceof Outcome.Stalled stalled) {
                stalled(draft, action, stalled);
            } else if (outcome instanceof Outcome.Revoked) {
                revoked(draft, ((Action.Revoke) action).revocation());
            } else if (outcome instanceof Outcome.Deployed) {
                deployed(draft, (Action.Deploy) action);
            } else if (outcome instanceof Outcome.Withdrawn) {
                String target = ((Action.Withdraw) action).target();
                draft.deployments = without(
                        draft.deployments, deployment -> deployment.target().equals(target));
            } else if (outcome instanceof Outcome.KeyDestroyed) {
                DoomedKey doomed = ((Action.DestroyKey) action).doomed();
                draft.doomedKeys = without(draft.doomedKeys, doomed::equals);
            } else if (outcome instanceof Outcome.Delivered delivered) {
                draft.outbox = without(draft.outbox, entry -> entry.event().sequence() <= delivered.upTo());
                draft.nextDelivery = Instant.EPOCH;
            } else {
                throw new IllegalStateException("no transition for " + outcome);
            }
        }

        private void start(Draft draft) {
            long generation = draft.current + 1;
            boolean validate = before.wish().type() != dev.acm.certificate.CertificateType.PRIVATE;
            List<NameState> names = validate
                    ? observedNames(before).stream()
                            .map(name -> NameState.fresh(name, now))
                            .toList()
                    : List.of();
            AttemptId id = attemptId(before, generation, draft.endedAttempts);
            draft.attempt = Optional.of(Attempt.start(id, generation, names, now));
            if (draft.current > 0) {
                draft.renewal =
                        Optional.of(new RenewalSummary(RenewalStatus.PENDING_AUTO_RENEWAL, Optional.empty(), now));
            }
            event(draft, EventType.ATTEMPT_STARTED, generation(generation));
        }

        private void timeOut(Draft draft) {
            Optional<FailureReason> refusal = draft.attempt.flatMap(Attempt::refusal);
            List<Diagnosis> why = draft.attempt.map(Change::diagnoses).orElse(draft.lastDiagnoses);
            endAttempt(draft, why);
            if (refusal.isPresent()) {
                fail(draft, refusal.get(), why);
            } else {
                draft.status = CertificateStatus.VALIDATION_TIMED_OUT;
                event(draft, EventType.VALIDATION_TIMED_OUT, Map.of("causes", codes(why)));
            }
        }

        private void fail(Draft draft, FailureReason reason, List<Diagnosis> why) {
            draft.status = CertificateStatus.FAILED;
            draft.failureReason = Optional.of(reason);
            event(draft, EventType.FAILED, Map.of("reason", reason.name(), "causes", codes(why)));
        }

        private void expire(Draft draft) {
            draft.status = CertificateStatus.EXPIRED;
            if (draft.attempt.isPresent()) {
                draft.renewal =
                        draft.renewal.map(renewal -> new RenewalSummary(RenewalStatus.FAILED, renewal.reason(), now));
                if (!draft.attempt.get().submitted()) {
                    endAttempt(draft, diagnoses(draft.attempt.get()));
                }
            }
            event(draft, EventType.EXPIRED, generation(draft.current));
        }

        private void notice(Draft draft, Outcome.NoticeDue notice) {
            draft.noticeGiven = notice.daysLeft();
            List<Diagnosis> why = draft.attempt.map(Change::diagnoses).orElse(List.of());
            event(
                    draft,
                    EventType.RENEWAL_ACTION_REQUIRED,
                    Map.of(
                            "daysLeft", Integer.toString(notice.daysLeft()),
                            "causes", codes(why)));
        }

        private void retire(Draft draft, long number) {
            List<Generation> kept = new ArrayList<>();
            List<DoomedKey> doomed = new ArrayList<>(draft.doomedKeys);
            for (Generation generation : draft.generations) {
                boolean retires = generation.number() == number;
                kept.add(retires ? generation.withoutKey() : generation);
                if (retires) {
                    generation.key().ifPresent(key -> doomed.add(new DoomedKey(number, key)));
                }
            }
            draft.generations = List.copyOf(kept.subList(Math.max(0, kept.size() - GENERATIONS_KEPT), kept.size()));
            draft.doomedKeys = List.copyOf(doomed);
            event(draft, EventType.GENERATION_RETIRED, generation(number));
        }

        private void observe(Draft draft, Outcome.Sight sight) {
            Attempt attempt = draft.attempt.orElseThrow();
            NameState state = attempt.names().stream()
                    .filter(name -> name.name().equals(sight.name()))
                    .findFirst()
                    .orElseThrow();
            NameState next = judged(draft, attempt, state, sight);
            draft.attempt = Optional.of(attempt.with(a -> a.names = attempt.names().stream()
                    .map(name -> name.name().equals(sight.name()) ? next : name)
                    .toList()));
            if (next.status() == ValidationStatus.FAILED && before.status() == CertificateStatus.PENDING_VALIDATION) {
                Judgement.Refused refused = (Judgement.Refused) sight.judgement();
                endAttempt(draft, List.of(refused.diagnosis()));
                fail(draft, refused.reason(), List.of(refused.diagnosis()));
            }
        }

        private NameState judged(Draft draft, Attempt attempt, NameState state, Outcome.Sight sight) {
            if (sight.judgement() instanceof Judgement.Proven proven) {
                event(
                        draft,
                        EventType.NAME_VALIDATED,
                        Map.of("name", state.name().value()));
                return state.proven(proven.at(), sight.observation().facts());
            }
            if (sight.judgement() instanceof Judgement.NotYet notYet) {
                Instant next = RetryCurve.nextTry(
                        notYet.retryClass(),
                        state.tries(),
                        attempt.startedAt(),
                        now,
                        notYet.diagnosis().nextTry());
                Diagnosis why = notYet.diagnosis().toBuilder().nextTry(next).build();
                waiting(draft, state.diagnosis(), why);
                renewalWaits(draft, why, Optional.empty());
                return state.waiting(sight.observation().facts(), why, next);
            }
            Judgement.Refused refused = (Judgement.Refused) sight.judgement();
            Instant next =
                    RetryCurve.nextTry(RetryClass.POLICY, state.tries(), attempt.startedAt(), now, Optional.empty());
            Diagnosis why = refused.diagnosis().toBuilder().nextTry(next).build();
            waiting(draft, state.diagnosis(), why);
            renewalWaits(draft, why, Optional.of(refused.reason()));
            return state.refused(sight.observation().facts(), why, next);
        }

        private void keyMade(Draft draft, Outcome.KeyMade made) {
            String generation = Long.toString(draft.attempt.orElseThrow().generation());
            event(draft, EventType.KEY_GENERATED, Map.of("generation", generation));
            event(draft, EventType.KEY_USED, Map.of("reason", "sign the request", "generation", generation));
            attempt(draft, a -> {
                a.key = Optional.of(made.key());
                a.signingRequest = Optional.of(made.signingRequest());
            });
        }

        private void answered(Draft draft, Submission submission) {
            if (submission instanceof Submission.Pending pending) {
                Diagnosis why = Diagnosis.builder("AUTHORITY_PENDING", "The authority has not decided yet.")
                        .actor(Actor.AUTHORITY)
                        .nextTry(pending.notBefore())
                        .build();
                draft.attempt = draft.attempt.map(attempt -> attempt.wentOn(pending.notBefore(), a -> {
                    a.submitted = true;
                    a.reference = Optional.of(pending.reference());
                    a.toPublish = Submissions.records(pending);
                    a.diagnosis = Optional.of(why);
                }));
            } else if (submission instanceof Submission.Rejected rejected) {
                rejected(draft, rejected.reason(), rejected.diagnosis(), rejected.retryClass());
            } else {
                throw new IllegalStateException("a chain is judged before it is applied");
            }
        }

        private void rejected(Draft draft, FailureReason reason, Diagnosis why, RetryClass retryClass) {
            Instant next = RetryCurve.nextTry(
                    retryClass,
                    (int) Math.min(draft.endedAttempts, 20),
                    before.wish().createdAt(),
                    now,
                    why.nextTry());
            Diagnosis told = why.toBuilder().nextTry(next).build();
            waiting(draft, Optional.empty(), told);
            renewalWaits(draft, told, Optional.of(reason));
            endAttempt(draft, List.of(told));
            draft.nextAttempt = next;
            if (draft.status == CertificateStatus.PENDING_VALIDATION && retryClass == RetryClass.NEVER) {
                fail(draft, reason, List.of(why));
            }
        }

        private void issued(Draft draft, Generation generation) {
            boolean first = draft.current == 0;
            draft.lastNames = draft.attempt.map(Attempt::names).orElse(List.of());
            draft.attempt = Optional.empty();
            draft.lastDiagnoses = List.of();
            draft.endedAttempts = 0;
            draft.nextAttempt = Instant.EPOCH;
            List<Generation> generations = new ArrayList<>(draft.generations);
            generations.add(generation);
            draft.generations = List.copyOf(generations);
            draft.current = generation.number();
            draft.noticeGiven = 0;
            draft.renewNow = false;
            draft.exported = false;
            event(
                    draft,
                    first ? EventType.ISSUED : EventType.RENEWED,
                    Map.of(
                            "generation", Long.toString(generation.number()),
                            "serial", generation.serial(),
                            "notAfter", generation.notAfter().toString()));
            if (!first) {
                draft.renewal = Optional.of(new RenewalSummary(RenewalStatus.SUCCESS, Optional.empty(), now));
            }
            if (draft.deletedAt.isPresent() || draft.status == CertificateStatus.REVOKED) {
                // it was signed while it was being taken away: nobody may use it
                revoke(draft, generation.leaf(), generation.issuersId(), RevocationReason.CESSATION_OF_OPERATION);
                retire(draft, generation.number());
            } else {
                draft.status = CertificateStatus.ISSUED;
            }
        }

        private void chainRefused(Draft draft, Outcome.ChainRefused refused) {
            Der leaf = Der.of(refused.chain().toDer().get(0));
            event(
                    draft,
                    EventType.CHAIN_REFUSED,
                    Map.of(
                            "serial", Serials.text(refused.chain().leaf()),
                            "cause", refused.diagnosis().summary()));
            revoke(draft, leaf, refused.issuersId(), RevocationReason.SUPERSEDED);
            rejected(draft, FailureReason.PCA_REQUEST_FAILED, refused.diagnosis(), RetryClass.POLICY);
        }

        private void revoke(Draft draft, Der leaf, String issuersId, RevocationReason reason) {
            List<Revocation> revocations = new ArrayList<>(draft.revocations);
            revocations.add(Revocation.fresh(leaf, issuersId, reason, now));
            draft.revocations = List.copyOf(revocations);
            event(draft, EventType.REVOCATION_REQUESTED, Map.of("reason", reason.name()));
        }

        private void revoked(Draft draft, Revocation revocation) {
            draft.revocations = draft.revocations.stream()
                    .map(other -> other.equals(revocation) ? other.done(now) : other)
                    .toList();
            event(draft, EventType.REVOKED, Map.of("reason", revocation.reason().name()));
        }

        private void deployed(Draft draft, Action.Deploy deploy) {
            draft.deployments = draft.deployments.stream()
                    .map(deployment -> deployment.target().equals(deploy.target())
                            ? deployment.serving(deploy.generation().number(), now)
                            : deployment)
                    .toList();
            event(
                    draft,
                    EventType.DEPLOYED,
                    Map.of(
                            "target", deploy.target(),
                            "generation", Long.toString(deploy.generation().number())));
        }

        private void stalled(Draft draft, Action action, Outcome.Stalled stalled) {
            if (action instanceof Action.Revoke revoke) {
                Revocation failed = revoke.revocation();
                Instant next = next(stalled, failed.tries(), failed.requestedAt());
                draft.revocations = draft.revocations.stream()
                        .map(other -> other.equals(failed) ? other.failed(next) : other)
                        .toList();
            } else if (action instanceof Action.Deploy || action instanceof Action.Withdraw) {
                String target =
                        action instanceof Action.Deploy deploy ? deploy.target() : ((Action.Withdraw) action).target();
                draft.deployments = draft.deployments.stream()
                        .map(deployment -> deployment.target().equals(target)
                                ? stalledDeployment(draft, deployment, stalled)
                                : deployment)
                        .toList();
            } else if (action instanceof Action.Deliver) {
                draft.nextDelivery = now.plusSeconds(30);
            } else if (action instanceof Action.DestroyKey destroy) {
                // a key that does not go is forgotten here; its audit entry stands, and the sealed bytes go with the
                // record
                draft.doomedKeys = without(draft.doomedKeys, destroy.doomed()::equals);
            } else {
                stalledAttempt(draft, action, stalled);
            }
        }

        private DeploymentState stalledDeployment(Draft draft, DeploymentState deployment, Outcome.Stalled stalled) {
            Instant next = next(stalled, deployment.tries(), now);
            Diagnosis why = stalled.diagnosis().toBuilder().nextTry(next).build();
            waiting(draft, deployment.diagnosis(), why);
            return deployment.failed(why, next);
        }

        private void stalledAttempt(Draft draft, Action action, Outcome.Stalled stalled) {
            Attempt attempt = draft.attempt.orElseThrow();
            Instant next = next(stalled, attempt.tries(), attempt.startedAt());
            Diagnosis why = stalled.diagnosis().toBuilder().nextTry(next).build();
            waiting(draft, attempt.diagnosis(), why);
            Optional<FailureReason> refusal =
                    action instanceof Action.CheckCaa ? Optional.of(FailureReason.CAA_ERROR) : Optional.empty();
            renewalWaits(draft, why, refusal);
            draft.attempt = Optional.of(attempt.with(a -> {
                a.diagnosis = Optional.of(why);
                a.refusal = refusal;
                a.tries = attempt.tries() + 1;
                a.nextTry = next;
                // it certainly never arrived, so it need not be looked up
                a.submitted = attempt.submitted() && !(action instanceof Action.Submit && !stalled.effectUnknown());
            }));
            dropIfUnwanted(draft);
        }

        private Instant next(Outcome.Stalled stalled, int tries, Instant since) {
            return RetryCurve.nextTry(
                    stalled.retryClass(), tries, since, now, stalled.diagnosis().nextTry());
        }

        // an attempt of a certificate that was deleted or has expired meanwhile goes on only while it may be signed
        private void dropIfUnwanted(Draft draft) {
            boolean wanted = draft.deletedAt.isEmpty()
                    && (draft.status == CertificateStatus.PENDING_VALIDATION
                            || draft.status == CertificateStatus.ISSUED);
            if (!wanted && draft.attempt.filter(attempt -> !attempt.submitted()).isPresent()) {
                endAttempt(draft, diagnoses(draft.attempt.get()));
            }
        }

        private void endAttempt(Draft draft, List<Diagnosis> why) {
            draft.attempt.ifPresent(attempt -> {
                draft.lastNames = attempt.names();
                List<DoomedKey> doomed = new ArrayList<>(draft.doomedKeys);
                attempt.key().ifPresent(key -> doomed.add(new DoomedKey(attempt.generation(), key)));
                draft.doomedKeys = List.copyOf(doomed);
                draft.endedAttempts++;
            });
            draft.attempt = Optional.empty();
            draft.lastDiagnoses = List.copyOf(why);
        }

        private void attempt(Draft draft, java.util.function.Consumer<Attempt.Draft> change) {
            draft.attempt = draft.attempt.map(attempt -> attempt.wentOn(now, change));
        }

        private void renewalWaits(Draft draft, Diagnosis why, Optional<FailureReason> reason) {
            RenewalStatus status =
                    why.actor() == Actor.OWNER ? RenewalStatus.PENDING_VALIDATION : RenewalStatus.PENDING_AUTO_RENEWAL;
            if (draft.current > 0) {
                draft.renewal = Optional.of(new RenewalSummary(status, reason, now));
            }
        }

        private void waiting(Draft draft, Optional<Diagnosis> known, Diagnosis why) {
            boolean news = known.filter(old -> old.code().equals(why.code())).isEmpty();
            if (news) {
                event(
                        draft,
                        EventType.WAITING,
                        Map.of(
                                "cause", why.code(),
                                "subject", why.subject().orElse("certificate"),
                                "actor", why.actor().name()));
            }
        }

        private void event(Draft draft, EventType type, Map<String, String> details) {
            EventChain.append(draft, before.arn(), now, type, MANAGER, SOURCE, details);
        }

        private static Map<String, String> generation(long number) {
            return Map.of("generation", Long.toString(number));
        }

        private static List<Diagnosis> diagnoses(Attempt attempt) {
            List<Diagnosis> all = new ArrayList<>();
            attempt.names().forEach(name -> name.diagnosis().ifPresent(all::add));
            attempt.diagnosis().ifPresent(all::add);
            return all;
        }

        private static String codes(List<Diagnosis> why) {
            return why.isEmpty()
                    ? "none"
                    : String.join(
                            " ", why.stream().map(Diagnosis::code).distinct().toList());
        }

        private static <T> List<T> without(List<T> list, Predicate<T> gone) {
            return list.stream().filter(gone.negate()).toList();
        }
    }

    /** The names to be looked at: a name and its wildcard share one DNS record, so they share one look. */
    static List<DomainName> observedNames(CertificateRecord record) {
        return record.wish().method() == ValidationMethod.DNS
                ? record.wish().names().stream()
                        .map(DomainName::base)
                        .distinct()
                        .toList()
                : record.wish().names();
    }

    private static AttemptId attemptId(CertificateRecord record, long generation, long endedAttempts) {
        String text = record.arn() + "|" + generation + "|" + endedAttempts + "|"
                + record.wish().keyAlgorithm() + "|" + record.wish().names();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new AttemptId(HexFormat.of().formatHex(Arrays.copyOf(hash, 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
