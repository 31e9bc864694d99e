package dev.acm.deploy;

import dev.acm.certificate.CertificateArn;
import dev.acm.internal.Checks;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.tls.Publication;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Deploys into the TLS servers and clients of this process, by way of their key manager. Nothing is kept beyond the process:
 * after a restart each certificate is activated anew.
 *
 * <p>Preparing checks that the private key is the leaf's by signing and verifying, so it works for keys that cannot be read,
 * too; what was not prepared is checked when it is activated. Safe for use by many threads; does not block, unless the key's
 * provider does.
 */
public final class InProcessTls implements DeploymentTarget {
    /** The id of a target that was given none. */
    public static final String DEFAULT_ID = "in-process-tls";

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z._:/-]{1,200}");

    private final String id;
    private final ServingKeyManager keyManager;
    private final List<ServingSslContext> contexts;
    private final ConcurrentHashMap<CertificateArn, ServingMaterial> prepared = new ConcurrentHashMap<>();

    /**
     * Creates the target with {@link #DEFAULT_ID}.
     *
     * @param keyManager where generations are published
     */
    public InProcessTls(ServingKeyManager keyManager) {
        this(DEFAULT_ID, keyManager);
    }

    /**
     * Creates a target.
     *
     * @param id a lasting name, {@code [0-9A-Za-z._:/-]{1,200}}
     * @param keyManager where generations are published
     * @throws IllegalArgumentException if {@code id} has another form
     */
    public InProcessTls(String id, ServingKeyManager keyManager) {
        this(id, keyManager, List.of());
    }

    /**
     * Creates a target that can be cut.
     *
     * @param id a lasting name, {@code [0-9A-Za-z._:/-]{1,200}}
     * @param keyManager where generations are published
     * @param contexts all contexts that use the key manager; with none, {@link #cut} fails
     * @throws IllegalArgumentException if {@code id} has another form
     */
    public InProcessTls(String id, ServingKeyManager keyManager, List<ServingSslContext> contexts) {
        this.id = Checks.matches("id", id, ID);
        this.keyManager = Objects.requireNonNull(keyManager, "keyManager");
        this.contexts = List.copyOf(contexts);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void prepare(ServingMaterial material) throws DeploymentException {
        KeyFit.check(material);
        prepared.put(material.arn(), material);
    }

    @Override
    public void activate(ServingMaterial material) throws DeploymentException {
        if (!prepared.remove(material.arn(), material)) {
            KeyFit.check(material);
        }
        accept(material, publish(material, OptionalLong.empty()));
    }

    @Override
    public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
        KeyFit.check(older);
        accept(older, publish(older, OptionalLong.of(replaced)));
    }

    private Publication publish(ServingMaterial material, OptionalLong replaced) throws DeploymentException {
        try {
            return replaced.isPresent()
                    ? keyManager.rollBack(material, replaced.getAsLong())
                    : keyManager.publish(material);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(material, "cannot be served", e);
        }
    }

    private void accept(ServingMaterial material, Publication publication) throws DeploymentException {
        switch (publication) {
            case PUBLISHED, ALREADY_SERVED -> {}
            case REFUSED_OLDER -> throw Refusal.of(material, "is not the one to serve now: " + servingText(material));
            case REFUSED_CONFLICTING -> throw Refusal.of(material, "serves already with another chain");
        }
    }

    private String servingText(ServingMaterial material) {
        OptionalLong serving = keyManager.generation(material.arn());
        return serving.isPresent() ? "generation " + serving.getAsLong() + " serves" : "none serves";
    }

    @Override
    public OptionalLong observe(CertificateArn arn) {
        return keyManager.generation(arn);
    }

    @Override
    public void retire(CertificateArn arn) {
        prepared.remove(arn);
        keyManager.retire(arn);
    }

    @Override
    public void cut(CertificateArn arn) throws DeploymentException {
        if (contexts.isEmpty()) {
            throw new DeploymentException(
                    "target " + id + " was made without its SSL contexts, so it cannot end sessions of " + arn
                            + ": pass them to its constructor, or restart the process",
                    Effect.NONE,
                    RetryClass.NEVER,
                    null);
        }
        keyManager.forgetSuperseded(arn);
        contexts.forEach(ServingSslContext::cut);
    }
}
