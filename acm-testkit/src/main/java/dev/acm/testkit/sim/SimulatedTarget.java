package dev.acm.testkit.sim;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.QuickVault;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** A server outside of the managers, which lives on when they die. It checks what it is given, and tells the watch. */
public final class SimulatedTarget implements DeploymentTarget {
    private final String id;
    private final Watch watch;
    private final Map<CertificateArn, ServingMaterial> served = new HashMap<>();
    private final Map<CertificateArn, Instant> ends = new HashMap<>();
    private final Map<CertificateArn, Integer> rollBacks = new HashMap<>();
    private boolean ignoring;

    SimulatedTarget(String id, Watch watch) {
        this.id = Objects.requireNonNull(id, "id");
        this.watch = watch;
    }

    @Override
    public String id() {
        return id;
    }

    private void checkKey(ServingMaterial material) throws DeploymentException {
        if (!QuickVault.belongTogether(material.chain().leaf().getPublicKey(), material.privateKey())) {
            watch.fault(material.arn() + " was to be served with a key that is not its chain's");
            throw refused("the key does not belong to the chain's leaf");
        }
    }

    @Override
    public void prepare(ServingMaterial material) throws DeploymentException {
        checkKey(material);
        ServingMaterial present = served.get(material.arn());
        if (present != null && present.generation() > material.generation()) {
            throw refused("generation " + present.generation() + " is served, which is newer");
        }
    }

    @Override
    public void activate(ServingMaterial material) throws DeploymentException {
        prepare(material);
        if (!(ignoring && served.containsKey(material.arn()))) {
            serve(material);
        }
    }

    private void serve(ServingMaterial material) {
        Optional<Instant> ended = Optional.ofNullable(
                ends.put(material.arn(), material.chain().leaf().getNotAfter().toInstant()));
        served.put(material.arn(), material);
        watch.served(ended, material);
    }

    @Override
    public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
        checkKey(older);
        long present = observe(older.arn()).orElse(0);
        if (present != replaced && present != older.generation()) {
            throw refused("generation " + present + " is served, and not " + replaced);
        }
        serve(older);
        rollBacks.merge(older.arn(), 1, Integer::sum);
    }

    @Override
    public OptionalLong observe(CertificateArn arn) {
        return served(arn)
                .map(material -> OptionalLong.of(material.generation()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public void retire(CertificateArn arn) {
        ends.remove(arn);
        if (served.remove(arn) != null) {
            watch.withdrawn(id, arn);
        }
    }

    @Override
    public void cut(CertificateArn arn) {
        // it keeps no sessions
    }

    private static DeploymentException refused(String message) {
        return new DeploymentException(message, Effect.NONE, RetryClass.NEVER, null);
    }

    /**
     * Sets whether it lies: it then accepts a successor, and goes on with what it serves.
     *
     * @param newIgnoring false unless set
     */
    public void ignoring(boolean newIgnoring) {
        this.ignoring = newIgnoring;
    }

    /**
     * How often it was told to go back.
     *
     * @param arn the certificate
     * @return 0 and up
     */
    public int rollBacks(CertificateArn arn) {
        return rollBacks.getOrDefault(arn, 0);
    }

    /**
     * What is served.
     *
     * @param arn the certificate
     * @return key and chain; empty if it is not served
     */
    public Optional<ServingMaterial> served(CertificateArn arn) {
        return Optional.ofNullable(served.get(arn));
    }

    /**
     * When what is served ends.
     *
     * @param arn the certificate
     * @return the last second of its leaf; empty if it is not served
     */
    public Optional<Instant> servedUntil(CertificateArn arn) {
        return Optional.ofNullable(ends.get(arn));
    }
}
