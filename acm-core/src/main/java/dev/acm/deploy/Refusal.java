package dev.acm.deploy;

import dev.acm.spi.DeploymentException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import org.jspecify.annotations.Nullable;

/** A generation that is not served, for a reason that trying again does not mend. */
final class Refusal {
    private Refusal() {}

    static DeploymentException of(ServingMaterial material, String why) {
        return of(material, why, null);
    }

    static DeploymentException of(ServingMaterial material, String why, @Nullable Throwable cause) {
        return new DeploymentException(
                "generation " + material.generation() + " of " + material.arn() + " " + why,
                Effect.NONE,
                RetryClass.NEVER,
                cause);
    }
}
