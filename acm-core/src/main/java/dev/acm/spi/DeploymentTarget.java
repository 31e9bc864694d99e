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
 *   <li>P4 After {@link #cut}, no session made under a superseded generation is resumed, and superseded keys are used no more. A
 *       target that cannot bring that about MUST fail, with a message that says what the host has to do.
 *   <li>P5 {@link #id} MUST be of its form, and always the same, since certificates are associated with it.
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
     * Serves an older generation again, in place of a newer one that turned out wrong (the named roll-back of P2). Where the
     * older one serves already, nothing is done.
     *
     * @param older key and chain of the older generation
     * @param replaced the generation to take back; if yet another one serves, this is refused and nothing changes
     * @throws DeploymentException if it failed or was refused; what served before serves on (P1)
     */
    void rollBack(ServingMaterial older, long replaced) throws DeploymentException;

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

    /**
     * Ends what is left of superseded generations (P4), for a compromised key. What serves is not changed; other certificates of
     * the target may lose their sessions too, and no connection is closed. Doing so twice is doing so once.
     *
     * @param arn the certificate, served or retired
     * @throws DeploymentException if it failed; with {@link RetryClass#NEVER} if this target cannot
     */
    void cut(CertificateArn arn) throws DeploymentException;
}
