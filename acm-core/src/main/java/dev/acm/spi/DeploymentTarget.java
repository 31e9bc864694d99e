package dev.acm.spi;

import dev.acm.certificate.CertificateArn;
import java.util.OptionalLong;

/**
 * Where a certificate is put to use.
 *
 * <ul>
 *   <li>P1 A failure MUST leave the previous generation serving.
 *   <li>P2 MUST be idempotent for each generation; an older generation than the serving one MUST be refused, unless it is a
 *       named roll-back.
 *   <li>P3 {@link #observe} tells what is really served, not what was asked for.
 * </ul>
 *
 * <p>Methods may block, and must be safe to call from many threads.
 */
public interface DeploymentTarget {
    /**
     * A lasting name of the target, which certificates are associated with.
     *
     * @return {@code [0-9A-Za-z._:/-]{1,200}}
     */
    String id();

    /**
     * Checks and stages a generation without effect on what is served.
     *
     * @param material key and chain
     * @throws DeploymentException if it does not fit
     */
    void prepare(ServingMaterial material) throws DeploymentException;

    /**
     * Serves a prepared generation from now on.
     *
     * @param material key and chain, as prepared
     * @throws DeploymentException if it failed; the previous generation serves on (P1)
     */
    void activate(ServingMaterial material) throws DeploymentException;

    /**
     * Which generation of a certificate is served.
     *
     * @param arn the certificate
     * @return the generation; empty if none is
     * @throws DeploymentException if that could not be seen
     */
    OptionalLong observe(CertificateArn arn) throws DeploymentException;

    /**
     * Stops serving a certificate altogether. Doing so twice is doing so once.
     *
     * @param arn the certificate
     * @throws DeploymentException if it failed
     */
    void retire(CertificateArn arn) throws DeploymentException;
}
