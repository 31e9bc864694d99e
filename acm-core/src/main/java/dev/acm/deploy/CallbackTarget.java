package dev.acm.deploy;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.internal.Checks;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Deploys by calling the host: for servers that take key and chain by a call of their own. It keeps the order of generations
 * (P2), so the callback need not; {@link #observe} is what the callback took last, so add a
 * {@link dev.acm.spi.ServingProbe} where more than its word is wanted.
 *
 * <p>Nothing is kept beyond the process: after a restart each certificate is activated anew. Thread-safe: the callback is called
 * by one thread at a time.
 */
public final class CallbackTarget implements DeploymentTarget {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z._:/-]{1,200}");

    private final String id;
    private final ServingCallback callback;
    private final Map<CertificateArn, Served> served = new HashMap<>();

    private record Served(long generation, CertificateChain chain) {}

    /**
     * Creates a target.
     *
     * @param id a lasting name, {@code [0-9A-Za-z._:/-]{1,200}}
     * @param callback what the host does
     * @throws IllegalArgumentException if {@code id} has another form
     */
    public CallbackTarget(String id, ServingCallback callback) {
        this.id = Checks.matches("id", id, ID);
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void prepare(ServingMaterial material) throws DeploymentException {
        KeyFit.check(material);
    }

    @Override
    public synchronized void activate(ServingMaterial material) throws DeploymentException {
        Served present = served.get(material.arn());
        if (present != null && present.generation() > material.generation()) {
            throw Refusal.of(material, "is not the one to serve now: generation " + present.generation() + " serves");
        }
        serve(material, present);
    }

    @Override
    public synchronized void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
        Served present = served.get(older.arn());
        if (present != null && present.generation() != replaced && present.generation() != older.generation()) {
            throw Refusal.of(older, "does not replace generation " + present.generation() + ", which serves");
        }
        serve(older, present);
    }

    private void serve(ServingMaterial material, @Nullable Served present) throws DeploymentException {
        Served next = new Served(material.generation(), material.chain());
        if (next.equals(present)) {
            return;
        }
        if (present != null && present.generation() == next.generation()) {
            throw Refusal.of(material, "serves already with another chain");
        }
        KeyFit.check(material);
        try {
            callback.serve(material);
        } catch (RuntimeException e) {
            throw broken("serve " + material, e);
        }
        served.put(material.arn(), next);
    }

    @Override
    public synchronized OptionalLong observe(CertificateArn arn) {
        Served present = served.get(arn);
        return present == null ? OptionalLong.empty() : OptionalLong.of(present.generation());
    }

    @Override
    public synchronized void retire(CertificateArn arn) throws DeploymentException {
        try {
            callback.stop(arn);
        } catch (RuntimeException e) {
            throw broken("stop " + arn, e);
        }
        served.remove(arn);
    }

    @Override
    public synchronized void cut(CertificateArn arn) throws DeploymentException {
        try {
            callback.cut(arn);
        } catch (RuntimeException e) {
            throw broken("cut " + arn, e);
        }
    }

    private DeploymentException broken(String what, RuntimeException cause) {
        return new DeploymentException(
                "the callback of target " + id + " could not " + what + ": " + cause,
                Effect.UNKNOWN,
                RetryClass.TRANSIENT,
                cause);
    }
}
