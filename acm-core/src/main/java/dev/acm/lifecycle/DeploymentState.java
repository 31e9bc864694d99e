package dev.acm.lifecycle;

import dev.acm.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificate's use by one target.
 *
 * @param target the target's id
 * @param actor who associated it
 * @param since when
 * @param served the generation last activated; 0 for none
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
        boolean leaving,
        Optional<Diagnosis> diagnosis,
        int tries,
        Instant nextTry) {
    /** A new association, to be deployed now. */
    public static DeploymentState fresh(String target, String actor, Instant now) {
        return new DeploymentState(target, actor, now, 0, false, Optional.empty(), 0, now);
    }

    /** The same, to be taken away now. */
    public DeploymentState leave(Instant now) {
        return new DeploymentState(target, actor, since, served, true, Optional.empty(), 0, now);
    }

    DeploymentState serving(long generation, Instant now) {
        return new DeploymentState(target, actor, since, generation, leaving, Optional.empty(), 0, now);
    }

    DeploymentState failed(Diagnosis why, Instant next) {
        return new DeploymentState(target, actor, since, served, leaving, Optional.of(why), tries + 1, next);
    }
}
