package dev.acm.deploy;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;

/**
 * What a host does to serve a certificate. Whatever fails MUST leave what was served before serving. Called by one thread at a
 * time; may block. An unchecked exception counts as a failure whose effect is unknown, and is tried again.
 */
@FunctionalInterface
public interface ServingCallback {
    /**
     * Serves a generation from now on, in place of another one of the same certificate if there is one.
     *
     * @param material key and chain, which belong together
     * @throws DeploymentException if it failed
     */
    void serve(ServingMaterial material) throws DeploymentException;

    /**
     * Stops serving a certificate, if it is served. By default nothing is done: a server that has one certificate only goes on
     * with the last.
     *
     * @param arn the certificate
     * @throws DeploymentException if it failed
     */
    default void stop(CertificateArn arn) throws DeploymentException {}

    /**
     * Ends all sessions made under superseded generations (P4 of {@link dev.acm.spi.DeploymentTarget}). By default this fails, for
     * it is not known how.
     *
     * @param arn the certificate
     * @throws DeploymentException if it failed, or cannot be done
     */
    default void cut(CertificateArn arn) throws DeploymentException {
        throw new DeploymentException(
                "this callback does not know how to end sessions of " + arn + ": restart the server",
                Effect.NONE,
                RetryClass.NEVER,
                null);
    }
}
