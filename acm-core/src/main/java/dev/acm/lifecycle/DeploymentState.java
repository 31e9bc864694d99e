package dev.acm.lifecycle;

import dev.acm.diagnosis.Diagnosis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
 * @param diagnosis why the last try failed
 * @param tries how often it failed in a row
 * @param nextTry when to try again
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
        Optional<Diagnosis> diagnosis,
        int tries,
        Instant nextTry) {
    /** A new association, to be deployed now. */
    public static DeploymentState fresh(String target, String actor, Instant now) {
        return new DeploymentState(target, actor, now, 0, 0, Optional.empty(), 0, false, Optional.empty(), 0, now);
    }

    /** The same, to be taken away now. */
    public DeploymentState leave(Instant now) {
        return new DeploymentState(
                target, actor, since, served, accepted, acceptedAt, cut, true, Optional.empty(), 0, now);
    }

    /** The same, with the sessions of a generation and older ones to be ended. */
    DeploymentState cutting(long generation) {
        return new DeploymentState(
                target,
                actor,
                since,
                served,
                accepted,
                acceptedAt,
                Math.max(cut, generation),
                leaving,
                diagnosis,
                tries,
                nextTry);
    }

    boolean mustCut() {
        return cut > 0 && served > cut;
    }

    boolean waitedFor(long generation, Duration patience, Instant now) {
        return accepted == generation
                && acceptedAt.filter(at -> !at.plus(patience).isAfter(now)).isPresent();
    }

    DeploymentState serving(long generation, Instant now) {
        return new DeploymentState(
                target, actor, since, generation, 0, Optional.empty(), cut, leaving, Optional.empty(), 0, now);
    }

    DeploymentState unseen(long generation, Instant now, Diagnosis why, Instant next) {
        return new DeploymentState(
                target,
                actor,
                since,
                served,
                generation,
                accepted == generation ? acceptedAt : Optional.of(now),
                cut,
                leaving,
                Optional.of(why),
                tries + 1,
                next);
    }

    DeploymentState rolledBack(Diagnosis why, Instant next) {
        return new DeploymentState(
                target, actor, since, served, 0, Optional.empty(), cut, leaving, Optional.of(why), 0, next);
    }

    DeploymentState hasCut(Instant now) {
        return new DeploymentState(
                target, actor, since, served, accepted, acceptedAt, 0, leaving, Optional.empty(), 0, now);
    }

    DeploymentState failed(Diagnosis why, Instant next) {
        return new DeploymentState(
                target, actor, since, served, accepted, acceptedAt, cut, leaving, Optional.of(why), tries + 1, next);
    }
}
