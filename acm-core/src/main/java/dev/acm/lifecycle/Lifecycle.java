package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.dcv.ValidationMethod;
import dev.acm.dcv.ValidationStatus;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.RenewalPlan;
import dev.acm.renewal.RenewalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what a certificate needs next: a pure function of record, policy and time. */
public final class Lifecycle {
    /** So many undelivered events stop all but revocation: without a log, nothing more is done that belongs into it. */
    private static final int OUTBOX_LIMIT = 100;

    /** What keeps up service may add to it up to here, so that the record stays small. */
    private static final int OUTBOX_FULL = 200;

    /** So many generations behind the current one may be served by a target whose answer was lost. */
    private static final int MAYBE_SERVED = 2;

    /** A request counts towards the year's quota, so its tombstone stays as long. */
    private static final Duration TOMBSTONE_KEPT = Duration.ofDays(365);

    /** How often an authority that gives hints is asked for one. */
    static final Duration HINT_EVERY = Duration.ofDays(1);

    private final LifecyclePolicy policy;
    private final boolean hints;

    /** A lifecycle by the given clocks, with an authority that gives no hints. */
    public Lifecycle(LifecyclePolicy policy) {
        this(policy, false);
    }

    /** A lifecycle by the given clocks. */
    public Lifecycle(LifecyclePolicy policy, boolean hints) {
        this.policy = policy;
        this.hints = hints;
    }

    /** What the certificate needs next. */
    public Action decide(CertificateRecord record, Instant now) {
        Instant soonest = Instant.MAX;
        for (Step step : isBackedUp(record) ? stepsWithoutLog(record, now) : steps(record, now)) {
            if (!step.at().isAfter(now)) {
                return step.action();
            }
            soonest = step.at().isBefore(soonest) ? step.at() : soonest;
        }
        return soonest.equals(Instant.MAX) ? new Action.Rest() : new Action.SleepUntil(soonest);
    }

    /** Whether so many events wait for the audit log that callers, too, must wait for it. */
    public static boolean isBackedUp(CertificateRecord record) {
        return record.outbox().size() >= OUTBOX_LIMIT;
    }

    /** Whether so many wait that not even what is served already may be opened again. */
    public static boolean isFull(CertificateRecord record) {
        return record.outbox().size() >= OUTBOX_FULL;
    }

    /** Whether the certificate would be renewed as things stand. */
    public boolean isEligible(CertificateRecord record) {
        return record.wish().type() != CertificateType.IMPORTED
                && record.status() != CertificateStatus.REVOKED
                && (policy.renewAlways()
                        || record.exported()
                        || record.deployments().stream().anyMatch(deployment -> !deployment.leaving()));
    }

    /** When the current generation is renewed, should it be eligible by then, and why. */
    public Optional<RenewalPlan> renewalPlan(CertificateRecord record) {
        return renewalPlan(record, record.nextAttempt());
    }

    private Optional<RenewalPlan> renewalPlan(CertificateRecord record, Instant nextAttempt) {
        return record.current()
                .map(current -> RenewalPlan.of(
                        policy,
                        new RenewalSubject(
                                record.arn().toString(),
                                current.number(),
                                current.notBefore(),
                                current.notAfter(),
                                current.issuedAt(),
                                record.window(),
                                record.renewNow(),
                                record.signed(),
                                nextAttempt)));
    }

    /** When the current generation is renewed, should it be eligible by then. */
    public Optional<Instant> renewalDue(CertificateRecord record) {
        return renewalPlan(record).map(RenewalPlan::at);
    }

    /** When the time to prove control is over. */
    public Instant validationEnds(CertificateRecord record) {
        return record.wish().createdAt().plus(policy.validationWindow());
    }

    private record Step(Instant at, Action action) {}

    private static Step retry(Instant nextTry, Instant now, Action action) {
        return new Step(RetryCurve.believed(nextTry, now), action);
    }

    private static List<Step> revocations(CertificateRecord record, Instant now) {
        List<Step> steps = new ArrayList<>();
        for (Revocation revocation : record.revocations()) {
            if (revocation.doneAt().isEmpty()) {
                Revoking.lapses(record, revocation)
                        .ifPresent(at ->
                                steps.add(new Step(at, new Action.Settle(new Outcome.RevocationLapsed(revocation)))));
                steps.add(new Step(Revoking.due(record, revocation, now), new Action.Revoke(revocation)));
            }
        }
        return steps;
    }

    // BR 4.9.1.1 gives 24 hours from the report of a compromise, and knows no log that is down
    private static List<Step> stepsWithoutLog(CertificateRecord record, Instant now) {
        List<Step> steps = revocations(record, now);
        steps.add(retry(record.nextDelivery(), now, new Action.Deliver()));
        return steps;
    }

    // in order of importance: of several steps that are due, the first is taken
    private List<Step> steps(CertificateRecord record, Instant now) {
        List<Step> steps = revocations(record, now);
        Renaming.ends(record, policy.validationWindow())
                .ifPresent(end -> steps.add(new Step(end, new Action.Settle(new Outcome.NamesGivenUp()))));
        if (Revoking.isComplete(record)) {
            steps.add(new Step(now, new Action.Settle(new Outcome.RevocationCompleted())));
        }
        if (record.status() == CertificateStatus.ISSUED && record.deletedAt().isEmpty()) {
            record.current()
                    .ifPresent(current -> steps.add(
                            new Step(current.notAfter().plusSeconds(1), new Action.Settle(new Outcome.Expired()))));
        }
        boolean eligible = isEligible(record);
        Optional<RenewalPlan> plan = mayRenew(record, eligible)
                ? renewalPlan(record, RetryCurve.believed(record.nextAttempt(), now))
                : Optional.empty();
        record.attempt()
                .ifPresentOrElse(
                        attempt -> steps.addAll(attemptSteps(record, attempt, now)),
                        () -> startOf(record, plan, now).ifPresent(steps::add));
        hintStep(record, now).ifPresent(steps::add);
        for (DeploymentState deployment : record.deployments()) {
            steps.addAll(deploymentSteps(record, deployment, now));
        }
        addRetirements(record, now, steps);
        record.doomedKeys().forEach(doomed -> steps.add(retry(doomed.nextTry(), now, new Action.DestroyKey(doomed))));
        noticeOf(record, now).ifPresent(steps::add);
        ExpiryNotices.next(record, plan.filter(unused -> eligible).map(RenewalPlan::at), now)
                .ifPresent(next -> steps.add(
                        new Step(next.at(), new Action.Settle(new Outcome.ApproachingExpiration(next.days())))));
        if (!record.outbox().isEmpty()) {
            steps.add(retry(record.nextDelivery(), now, new Action.Deliver()));
        } else if (record.deletedAt().isPresent() && steps.isEmpty()) {
            steps.add(new Step(tombstoneGoes(record), new Action.Remove()));
        }
        return steps;
    }

    // a key may be reported as compromised while a certificate of it is valid, deleted or not
    private static Instant tombstoneGoes(CertificateRecord record) {
        Instant counted = record.wish().createdAt().plus(TOMBSTONE_KEPT);
        boolean revocable = record.wish().type() != CertificateType.IMPORTED
                && record.revoked().isEmpty();
        return record.generations().stream()
                .filter(unused -> revocable)
                .map(generation -> generation.notAfter().plusSeconds(1))
                .reduce(counted, Lifecycle::later);
    }

    private static boolean mayRenew(CertificateRecord record, boolean eligible) {
        return record.status() == CertificateStatus.ISSUED
                && record.deletedAt().isEmpty()
                && (record.renewNow() || eligible);
    }

    private Optional<Step> startOf(CertificateRecord record, Optional<RenewalPlan> plan, Instant now) {
        if (record.deletedAt().isPresent()) {
            return Optional.empty();
        }
        if (record.status() == CertificateStatus.PENDING_VALIDATION) {
            Instant ends = validationEnds(record);
            Instant next = RetryCurve.believed(record.nextAttempt(), now);
            return Optional.of(
                    next.isBefore(ends)
                            ? new Step(
                                    next,
                                    new Action.Settle(new Outcome.AttemptStarted(Optional.empty(), reuse(record, now))))
                            : new Step(ends, new Action.Settle(new Outcome.TimedOut())));
        }
        return plan.map(due -> new Step(
                due.at(),
                new Action.Settle(new Outcome.AttemptStarted(Optional.of(due.reason()), reuse(record, now)))));
    }

    // an approval by e-mail serves the generation it was asked for
    private Optional<Instant> reuse(CertificateRecord record, Instant now) {
        Duration reuse = policy.evidenceReuse().at(now);
        return record.wish().method() == ValidationMethod.DNS && reuse.compareTo(Duration.ZERO) > 0
                ? Optional.of(now.minus(reuse))
                : Optional.empty();
    }

    // from a day after issue on, each at its own time of the day
    private Optional<Step> hintStep(CertificateRecord record, Instant now) {
        if (!hints
                || record.status() != CertificateStatus.ISSUED
                || record.deletedAt().isPresent()
                || record.attempt().isPresent()
                || !isEligible(record)) {
            return Optional.empty();
        }
        return record.current()
                .map(current -> new Step(
                        later(
                                RetryCurve.believed(record.nextHint(), now),
                                current.issuedAt().plus(HINT_EVERY)),
                        new Action.AskHint(current)));
    }

    private List<Step> attemptSteps(CertificateRecord record, Attempt attempt, Instant now) {
        List<Step> steps = new ArrayList<>();
        if (attempt.submitted()) {
            // the authority may have signed: nothing but its answer ends this attempt
            Action ask = attempt.reference().isPresent() ? new Action.Poll(attempt) : new Action.LookUp(attempt);
            steps.add(retry(attempt.nextTry(), now, ask));
            return steps;
        }
        if (record.status() == CertificateStatus.PENDING_VALIDATION) {
            steps.add(new Step(validationEnds(record), new Action.Settle(new Outcome.TimedOut())));
        }
        Instant oldest = now.minus(policy.evidenceAge());
        Instant oldestProof =
                reuse(record, now).filter(since -> since.isBefore(oldest)).orElse(oldest);
        List<NameState> toObserve = toObserve(record, attempt, oldestProof, now);
        if (!toObserve.isEmpty()) {
            List<DomainName> due = toObserve.stream()
                    .filter(name -> !RetryCurve.believed(name.nextTry(), now).isAfter(now))
                    .map(NameState::name)
                    .toList();
            Instant next = toObserve.stream()
                    .map(name -> RetryCurve.believed(name.nextTry(), now))
                    .min(Instant::compareTo)
                    .orElse(now);
            steps.add(new Step(next, new Action.Observe(attempt.generation(), due)));
        } else if (attempt.key().isEmpty()) {
            steps.add(retry(attempt.nextTry(), now, new Action.MakeKey(attempt.generation())));
        } else if (record.wish().type() != CertificateType.PRIVATE
                && attempt.caaCheckedAt()
                        .filter(at -> RetryCurve.isBetween(at, oldest, now))
                        .isEmpty()) {
            steps.add(retry(attempt.nextTry(), now, new Action.CheckCaa()));
        } else {
            steps.add(retry(attempt.nextTry(), now, new Action.Submit(attempt)));
        }
        return steps;
    }

    // proof that grew old is renewed only once all is proven: until then nobody needs it
    private static List<NameState> toObserve(CertificateRecord record, Attempt attempt, Instant oldest, Instant now) {
        List<NameState> unproven = attempt.names().stream()
                .filter(name -> name.status() != ValidationStatus.SUCCESS)
                .toList();
        return unproven.isEmpty()
                ? attempt.names().stream()
                        .filter(name ->
                                !name.provenSince(oldest, now) && !Renaming.isCarried(record, attempt, name, now))
                        .toList()
                : unproven;
    }

    private List<Step> deploymentSteps(CertificateRecord record, DeploymentState deployment, Instant now) {
        List<Step> steps = new ArrayList<>();
        if (deployment.leaving()) {
            steps.add(retry(
                    deployment.serving().nextTry(),
                    now,
                    new Action.Withdraw(deployment.target(), deployment.cut() > 0)));
            return steps;
        }
        if (deployment.mustCut()) {
            steps.add(retry(deployment.cutting().nextTry(), now, new Action.Cut(deployment.target())));
        }
        record.current()
                .filter(current -> deployment.served() < current.number())
                .filter(current -> current.key().isPresent())
                .ifPresent(next -> steps.add(serve(record, deployment, next, now)));
        return steps;
    }

    private Step serve(CertificateRecord record, DeploymentState deployment, Generation next, Instant now) {
        Instant nextTry = RetryCurve.believed(deployment.serving().nextTry(), now);
        Optional<Generation> previous = servable(record, deployment.served(), now);
        // a pause is only as good as what serves in it
        Optional<RolledBack> pause = previous.flatMap(unused -> deployment.pausing(next.number(), now));
        boolean looksBack = pause.map(back -> !back.seen())
                .orElse(deployment.waitedFor(next.number(), policy.deploymentPatience(), now));
        if (looksBack && previous.isPresent()) {
            return new Step(nextTry, new Action.RollBack(deployment.target(), previous.get(), next.number()));
        }
        Instant from = pause.map(RolledBack::until)
                .map(until -> earlier(until, previous.orElseThrow().notAfter()))
                .orElse(nextTry);
        return new Step(from, new Action.Deploy(deployment.target(), next));
    }

    /** A generation that may be served: its key is there, and it is neither expired nor of a compromised key. */
    public static Optional<Generation> servable(CertificateRecord record, long number, Instant now) {
        return record.generations().stream()
                .filter(generation -> generation.number() == number)
                .filter(generation -> generation.key().isPresent())
                .filter(generation -> generation.notAfter().isAfter(now))
                .filter(generation -> !record.compromised().contains(Compromising.id(generation)))
                .findFirst();
    }

    // a target that stays down keeps what it serves, and what it may serve since an answer was lost: the last ones
    // only, and until they expire; of a deleted certificate nothing else is kept
    private static void addRetirements(CertificateRecord record, Instant now, List<Step> steps) {
        long current = record.current().map(Generation::number).orElse(0L);
        boolean deleted = record.deletedAt().isPresent();
        for (Generation old : record.generations()) {
            if (old.key().isPresent() && (old.number() < current || deleted)) {
                steps.add(new Step(
                        isServed(record, old, current) ? old.notAfter().plusSeconds(1) : now,
                        new Action.Settle(new Outcome.Retired(old.number()))));
            }
        }
    }

    private static boolean isServed(CertificateRecord record, Generation old, long current) {
        long oldestServed = Long.MAX_VALUE;
        boolean served = old.number() >= current - MAYBE_SERVED;
        for (DeploymentState deployment : record.deployments()) {
            oldestServed = Math.min(oldestServed, deployment.served());
            served |= deployment.served() == old.number();
        }
        return served && old.number() >= oldestServed;
    }

    private Optional<Step> noticeOf(CertificateRecord record, Instant now) {
        boolean renewing = record.attempt().isPresent() || record.endedAttempts() > 0;
        if (record.status() != CertificateStatus.ISSUED
                || record.deletedAt().isPresent()
                || !renewing
                || record.current().isEmpty()) {
            return Optional.empty();
        }
        Generation current = record.current().orElseThrow();
        Instant notAfter = current.notAfter();
        Instant opens = policy.renewalOpens(current.notBefore(), notAfter);
        List<Integer> toGive = policy.noticeDays().stream()
                .filter(days -> record.noticeGiven() == 0 || days < record.noticeGiven())
                .filter(days -> !notAfter.minus(Duration.ofDays(days)).isBefore(opens))
                .toList();
        // of notices that were slept through only the most urgent is given
        Optional<Integer> missed = toGive.stream()
                .filter(days -> !now.isBefore(notAfter.minus(Duration.ofDays(days))))
                .min(Integer::compareTo);
        return missed.or(() -> toGive.stream().max(Integer::compareTo))
                .map(days -> new Step(
                        notAfter.minus(Duration.ofDays(days)), new Action.Settle(new Outcome.NoticeDue(days))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
