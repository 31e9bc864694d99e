package dev.acm.lifecycle;

import dev.acm.diagnosis.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificate's use by one target.
 *
 * @param target the target's id
 * @param actor who associated it
 * @param since when
 * @param served the generation last seen there; 0 for none
 * @param accepted the generation that the target took but that was not seen there yet; 0 for none
 * @param acceptedAt when it was taken first
 * @param cut sessions made under this generation and older ones are to end once a newer one is seen; 0 for none
 * @param leaving whether it is being taken away
 * @param serving how deploying goes, or taking away
 * @param cutting how ending sessions goes; it waits for no deployment that fails
 * @param rolledBack the generation that was given up last; empty once a newer one was seen
 */
public record DeploymentState(
        String target,
        String actor,
        Instant since,
        long served,
        long accepted,
        Optional<Instant> acceptedAt,
        long cut,
        boolean leaving,
        Retries serving,
        Retries cutting,
        Optional<RolledBack> rolledBack) {
    /** A new association, to be deployed now. */
    public static DeploymentState fresh(String target, String actor, Instant now) {
        return new DeploymentState(
                target,
                actor,
                now,
                0,
                0,
                Optional.empty(),
                0,
                false,
                Retries.from(now),
                Retries.from(Instant.EPOCH),
                Optional.empty());
    }

    /** Why something is not as wished there. */
    public List<Diagnosis> diagnoses() {
        return Stream.of(serving, cutting)
                .flatMap(retries -> retries.diagnosis().stream())
                .toList();
    }

    /** The same, to be taken away now. */
    public DeploymentState leave(Instant now) {
        return with(served, accepted, acceptedAt, Retries.from(now), rolledBack).with(cut, true, cutting);
    }

    /** The same, with the sessions of a generation and older ones to be ended. */
    DeploymentState cutting(long generation) {
        return with(Math.max(cut, generation), leaving, Retries.from(Instant.EPOCH));
    }

    boolean mustCut() {
        return cut > 0 && served > cut;
    }

    boolean waitedFor(long generation, Duration patience, Instant now) {
        return accepted == generation
                && acceptedAt.filter(at -> !at.plus(patience).isAfter(now)).isPresent();
    }

    /** The roll-back that keeps a generation from being tried now. */
    Optional<RolledBack> pausing(long generation, Instant now) {
        return rolledBack.filter(
                back -> back.generation() == generation && now.isBefore(RetryCurve.believed(back.until(), now)));
    }

    /** How often a generation was given up. */
    int timesRolledBack(long generation) {
        return rolledBack
                .filter(back -> back.generation() == generation)
                .map(RolledBack::times)
                .orElse(0);
    }

    DeploymentState serving(long generation, Instant now) {
        return with(generation, 0, Optional.empty(), Retries.from(now), Optional.empty());
    }

    DeploymentState unseen(long generation, Instant now, Diagnosis why, Instant next) {
        return with(
                served,
                generation,
                accepted == generation ? acceptedAt : Optional.of(now),
                serving.failed(why, next),
                rolledBack);
    }

    /** Given up for a while; the predecessor was asked for, and looked for. */
    DeploymentState rolledBack(RolledBack back, Retries retries) {
        return with(served, 0, Optional.empty(), retries, Optional.of(back));
    }

    DeploymentState failed(Diagnosis why, Instant next) {
        return with(served, accepted, acceptedAt, serving.failed(why, next), rolledBack);
    }

    DeploymentState hasCut() {
        return with(0, leaving, Retries.from(Instant.EPOCH));
    }

    DeploymentState notCut(Diagnosis why, Instant next) {
        return with(cut, leaving, cutting.failed(why, next));
    }

    private DeploymentState with(
            long nowServed, long nowAccepted, Optional<Instant> takenAt, Retries retries, Optional<RolledBack> back) {
        return new DeploymentState(
                target, actor, since, nowServed, nowAccepted, takenAt, cut, leaving, retries, cutting, back);
    }

    private DeploymentState with(long toCut, boolean leaves, Retries retries) {
        return new DeploymentState(
                target, actor, since, served, accepted, acceptedAt, toCut, leaves, serving, retries, rolledBack);
    }
}
