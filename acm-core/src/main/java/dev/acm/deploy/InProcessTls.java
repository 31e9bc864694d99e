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
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
        this.id = Checks.matches("id", id, ID);
        this.keyManager = Objects.requireNonNull(keyManager, "keyManager");
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

    /**
     * Serves an older generation again, in place of a newer one that turned out wrong (the named roll-back of P2).
     *
     * @param material the older generation
     * @param replaced the generation to take back
     * @throws DeploymentException if it does not fit, or another generation than {@code replaced} serves
     */
    public void rollBack(ServingMaterial material, long replaced) throws DeploymentException {
        KeyFit.check(material);
        accept(material, publish(material, OptionalLong.of(replaced)));
    }

    private Publication publish(ServingMaterial material, OptionalLong replaced) throws DeploymentException {
        try {
            return replaced.isPresent()
                    ? keyManager.rollBack(material, replaced.getAsLong())
                    : keyManager.publish(material);
        } catch (IllegalArgumentException e) {
            throw refused(material, "cannot be served", e);
        }
    }

    private void accept(ServingMaterial material, Publication publication) throws DeploymentException {
        switch (publication) {
            case PUBLISHED, ALREADY_SERVED -> {}
            case REFUSED_OLDER ->
                throw refused(material, "is not the one to serve now: " + servingText(material), null);
            case REFUSED_CONFLICTING -> throw refused(material, "serves already with another chain", null);
        }
    }

    private String servingText(ServingMaterial material) {
        OptionalLong serving = keyManager.generation(material.arn());
        return serving.isPresent() ? "generation " + serving.getAsLong() + " serves" : "none serves";
    }

    static DeploymentException refused(ServingMaterial material, String why, @Nullable Throwable cause) {
        return new DeploymentException(
                "generation " + material.generation() + " of " + material.arn() + " " + why,
                Effect.NONE,
                RetryClass.NEVER,
                cause);
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
}
