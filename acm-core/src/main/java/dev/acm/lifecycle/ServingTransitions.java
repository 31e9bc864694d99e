package dev.acm.lifecycle;

import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.CertificateType;
import dev.acm.certificate.RenewalSummary;
import dev.acm.certificate.RevocationReason;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.EventType;
import dev.acm.internal.Instants;
import dev.acm.name.DomainName;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.RetryClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What outcomes make of generations and their deployments, from issue to the end. */
final class ServingTransitions {
    /** Old generations are kept without their keys, so that they can still be revoked. */
    private static final int GENERATIONS_KEPT = 4;

    /** Of those that are valid still so many; older ones are revoked, so that none is valid that nobody could revoke. */
    private static final int VALID_KEPT = 32;

    /** Beyond the last four their certificates take no more than this, so that the record stays small. */
    private static final int VALID_OCTETS = 32 * 1024;

    /** What was revoked is known to the authority and in the log; the last ones stay here for people. */
    private static final int REVOCATIONS_KEPT = 4;

    /** What a target accepted is not what it serves. */
    static final String NOT_SEEN = "DEPLOYMENT_NOT_SEEN";

    private ServingTransitions() {}

    static void issued(Change change, Generation generation) {
        CertificateRecord.Draft draft = change.draft;
        boolean first = draft.current == 0;
        Optional<List<DomainName>> certified = draft.attempt.flatMap(Attempt::certified);
        draft.lastNames = draft.attempt.map(Attempt::names).orElse(List.of());
        draft.attempt = Optional.empty();
        draft.lastDiagnoses = List.of();
        draft.endedAttempts = 0;
        draft.nextAttempt = Instant.EPOCH;
        draft.lastRefusal = Optional.empty();
        draft.generations = Change.with(draft.generations, generation);
        draft.current = generation.number();
        draft.noticeGiven = 0;
        draft.renewNow = false;
        draft.window = Optional.empty();
        draft.nextHint = Instant.EPOCH;
        RenewalTransitions.signed(change);
        draft.exported = false;
        change.event(
                first ? EventType.ISSUED : EventType.RENEWED,
                Map.of(
                        "generation", Long.toString(generation.number()),
                        "serial", generation.serial(),
                        "notAfter", Instants.format(generation.notAfter())));
        if (!first) {
            draft.renewal = Optional.of(new RenewalSummary(RenewalStatus.SUCCESS, Optional.empty(), change.now));
        }
        if (draft.deletedAt.isPresent()) {
            // it was signed while it was being deleted: nobody may use it
            change.revoke(
                    generation.leaf(),
                    generation.issuersId(),
                    Compromising.reason(draft, generation, RevocationReason.CESSATION_OF_OPERATION));
            retired(change, generation.number());
        } else if (draft.revoked.isPresent()) {
            change.revoke(
                    generation.leaf(),
                    generation.issuersId(),
                    Compromising.reason(draft, generation, draft.revoked.get().reason()));
            retired(change, generation.number());
        } else {
            draft.status = CertificateStatus.ISSUED;
            Renaming.issued(change, certified);
            Compromising.issued(change, generation);
        }
    }

    static void retired(Change change, long number) {
        List<Generation> kept = change.draft.generations.stream()
                .map(generation -> {
                    if (generation.number() != number) {
                        return generation;
                    }
                    generation.key().ifPresent(key -> change.doom(number, key));
                    return generation.withoutKey();
                })
                .toList();
        int surplus = kept.size() - GENERATIONS_KEPT;
        // one that has its key may be served still, and its key has to be destroyed first
        int oldestValid = oldestValid(kept, surplus);
        Map<Boolean, List<Generation>> parted = IntStream.range(0, kept.size())
                .boxed()
                .collect(Collectors.partitioningBy(
                        i -> i >= surplus
                                || kept.get(i).key().isPresent()
                                || (i >= oldestValid && kept.get(i).notAfter().isAfter(change.now)),
                        Collectors.mapping(kept::get, Collectors.toList())));
        change.draft.generations = List.copyOf(parted.getOrDefault(true, List.of()));
        change.event(EventType.GENERATION_RETIRED, number);
        parted.getOrDefault(false, List.of()).forEach(forgotten -> forget(change, forgotten));
    }

    // what is forgotten could not be revoked later, so it is revoked now; an imported one was never ours to revoke
    private static void forget(Change change, Generation generation) {
        boolean ours = change.before.wish().type() != CertificateType.IMPORTED;
        if (ours
                && generation.notAfter().isAfter(change.now)
                && change.revokeOnce(Revocation.fresh(
                        generation.leaf(), generation.issuersId(), RevocationReason.SUPERSEDED, change.now))) {
            change.event(
                    EventType.REVOCATION_REQUESTED,
                    Map.of(
                            "reason",
                            RevocationReason.SUPERSEDED.name(),
                            "generation",
                            Long.toString(generation.number())));
        }
    }

    private static int oldestValid(List<Generation> all, int surplus) {
        int oldest = surplus;
        int octets = 0;
        while (oldest > Math.max(0, all.size() - VALID_KEPT)) {
            octets += all.get(oldest - 1).leaf().bytes().length;
            if (octets > VALID_OCTETS) {
                return oldest;
            }
            oldest--;
        }
        return oldest;
    }

    static void expired(Change change) {
        CertificateRecord.Draft draft = change.draft;
        draft.status = CertificateStatus.EXPIRED;
        draft.renewal = draft.renewal.map(renewal -> renewal.status() == RenewalStatus.SUCCESS
                ? renewal
                : new RenewalSummary(RenewalStatus.FAILED, renewal.reason(), change.now));
        // one that may be signed is followed to its end
        if (draft.attempt.filter(attempt -> !attempt.submitted()).isPresent()) {
            change.endAttempt(change.diagnoses());
        }
        change.event(EventType.EXPIRED, draft.current);
    }

    static void noticed(Change change, int daysLeft) {
        change.draft.noticeGiven = daysLeft;
        List<Diagnosis> why = change.draft.attempt.isPresent() ? change.diagnoses() : change.draft.lastDiagnoses;
        change.event(
                EventType.RENEWAL_ACTION_REQUIRED,
                Map.of("daysLeft", Integer.toString(daysLeft), "causes", Change.codes(why)));
    }

    static void revoked(Change change, Revocation revocation) {
        List<Revocation> all = change.draft.revocations.stream()
                .map(other -> other.equals(revocation) ? other.done(change.now) : other)
                .toList();
        int surplus = all.size() - REVOCATIONS_KEPT;
        change.draft.revocations = IntStream.range(0, all.size())
                .filter(i -> i >= surplus || all.get(i).doneAt().isEmpty())
                .mapToObj(all::get)
                .toList();
        change.event(EventType.REVOKED, Map.of("reason", revocation.reason().name()));
    }

    static void revocationStalled(Change change, Revocation revocation, Outcome.Stalled stalled) {
        Instant next = next(change, stalled, revocation.tries(), revocation.requestedAt());
        change.draft.revocations = change.draft.revocations.stream()
                .map(other -> other.equals(revocation) ? other.failed(next) : other)
                .toList();
    }

    static void deployed(Change change, Action.Deploy deploy) {
        long number = deploy.generation().number();
        deployment(change, deploy.target(), deployment -> deployment.serving(number, change.now));
        change.event(EventType.DEPLOYED, Map.of("target", deploy.target(), "generation", Long.toString(number)));
    }

    static void notSeen(Change change, Action.Deploy deploy, Diagnosis seen) {
        deployment(change, deploy.target(), deployment -> {
            Instant next = RetryCurve.nextTry(
                    RetryClass.TRANSIENT, deployment.serving().tries(), change.now, change.now, Optional.empty());
            Diagnosis why = seen.toBuilder().nextTry(next).build();
            change.waiting(deployment.serving().diagnosis(), why);
            return deployment.unseen(deploy.generation().number(), change.now, why, next);
        });
    }

    static void rolledBack(Change change, Action.RollBack back) {
        change.event(
                EventType.DEPLOYMENT_ROLLED_BACK,
                Map.of(
                        "target", back.target(),
                        "generation", Long.toString(back.previous().number()),
                        "replaced", Long.toString(back.replaced())));
        deployment(change, back.target(), deployment -> {
            RolledBack state = givenUp(change, deployment, back).confirmed();
            Diagnosis.Builder why = Diagnosis.builder(
                            NOT_SEEN,
                            "Generation " + back.replaced() + " was accepted and never seen, so generation "
                                    + back.previous().number() + " serves again.")
                    .subject(back.target())
                    .actor(Actor.HOST)
                    .remedy("Look at the target: something else may manage its certificate, or it did not reload.")
                    .nextTry(state.until());
            deployment.serving().diagnosis().ifPresent(seen -> seen.evidence().forEach(why::evidence));
            return deployment.rolledBack(state, new Retries(Optional.of(why.build()), 0, change.now));
        });
    }

    /** The target took the roll-back, too, and does not show the previous generation. */
    static void rollBackNotSeen(Change change, Action.RollBack back, Diagnosis seen) {
        givenUp(
                change,
                back,
                retries -> RetryCurve.nextTry(
                        RetryClass.TRANSIENT, retries.tries(), change.now, change.now, Optional.empty()),
                seen);
    }

    /** The target cannot be brought back; what it was given first has its turn again after the pause. */
    static void rollBackStalled(Change change, Action.RollBack back, Outcome.Stalled stalled) {
        givenUp(change, back, retries -> next(change, stalled, retries.tries(), change.now), stalled.diagnosis());
    }

    private static void givenUp(
            Change change, Action.RollBack back, Function<Retries, Instant> nextTry, Diagnosis diagnosis) {
        deployment(change, back.target(), deployment -> {
            Retries before = deployment.serving();
            boolean again = deployment.pausing(back.replaced(), change.now).isPresent();
            Retries retries = again ? before : new Retries(before.diagnosis(), 0, change.now);
            Instant next = nextTry.apply(retries);
            Diagnosis why = diagnosis.toBuilder().nextTry(next).build();
            change.waiting(before.diagnosis(), why);
            return deployment.rolledBack(givenUp(change, deployment, back), retries.failed(why, next));
        });
    }

    // each time it is given up it is left alone for longer: 1 hour, 2, 4 … 24
    private static RolledBack givenUp(Change change, DeploymentState deployment, Action.RollBack back) {
        return deployment.pausing(back.replaced(), change.now).orElseGet(() -> {
            int times = deployment.timesRolledBack(back.replaced());
            Instant until = RetryCurve.nextTry(RetryClass.POLICY, times, change.now, change.now, Optional.empty());
            return new RolledBack(back.replaced(), times + 1, until, false);
        });
    }

    static void sessionsCut(Change change, String target) {
        deployment(change, target, deployment -> {
            tellCut(change, deployment);
            return deployment.hasCut();
        });
    }

    static void cutStalled(Change change, String target, Outcome.Stalled stalled) {
        deployment(change, target, deployment -> {
            Instant next = next(change, stalled, deployment.cutting().tries(), change.now);
            Diagnosis why = stalled.diagnosis().toBuilder().nextTry(next).build();
            change.waiting(deployment.cutting().diagnosis(), why);
            return deployment.notCut(why, next);
        });
    }

    private static void tellCut(Change change, DeploymentState deployment) {
        change.event(
                EventType.CUT, Map.of("target", deployment.target(), "generation", Long.toString(deployment.cut())));
    }

    static void deploymentStalled(Change change, String target, Outcome.Stalled stalled) {
        deployment(change, target, deployment -> {
            Instant next = next(change, stalled, deployment.serving().tries(), change.now);
            Diagnosis why = stalled.diagnosis().toBuilder().nextTry(next).build();
            change.waiting(deployment.serving().diagnosis(), why);
            return deployment.failed(why, next);
        });
    }

    static void withdrawn(Change change, String target) {
        change.draft.deployments.stream()
                .filter(deployment -> deployment.target().equals(target) && deployment.cut() > 0)
                .forEach(deployment -> tellCut(change, deployment));
        change.draft.deployments = Change.without(
                change.draft.deployments, deployment -> deployment.target().equals(target));
    }

    private static void deployment(Change change, String target, UnaryOperator<DeploymentState> edit) {
        change.draft.deployments = change.draft.deployments.stream()
                .map(deployment -> deployment.target().equals(target) ? edit.apply(deployment) : deployment)
                .toList();
    }

    private static Instant next(Change change, Outcome.Stalled stalled, int tries, Instant since) {
        return RetryCurve.nextTry(
                stalled.retryClass(),
                tries,
                since,
                change.now,
                stalled.diagnosis().nextTry());
    }
}
