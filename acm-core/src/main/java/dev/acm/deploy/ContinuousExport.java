package dev.acm.deploy;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.ExportedCertificate;
import dev.acm.internal.Checks;
import dev.acm.spi.CertificateCodec;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.ExportTarget;
import dev.acm.spi.PortException;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Exports a certificate again after each renewal, encrypted, to a consumer outside the host: associate the certificate with
 * it. Thread-safe if the receiver is.
 */
public final class ContinuousExport implements ExportTarget {
    private static final String ALIAS = "certificate";

    private final String id;
    private final CertificateCodec codec;
    private final ExportedCertificate.Form form;
    private final Supplier<char[]> passphrase;
    private final Receiver receiver;

    /**
     * Creates the target.
     *
     * @param id its lasting name, see {@link dev.acm.spi.DeploymentTarget#id}
     * @param codec writes keys
     * @param form how
     * @param passphrase asked before each export, 1 character and more; its array is cleared afterwards
     * @param receiver who gets what is exported
     */
    public ContinuousExport(
            String id,
            CertificateCodec codec,
            ExportedCertificate.Form form,
            Supplier<char[]> passphrase,
            Receiver receiver) {
        this.id = Objects.requireNonNull(id, "id");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.form = Objects.requireNonNull(form, "form");
        this.passphrase = Objects.requireNonNull(passphrase, "passphrase");
        this.receiver = Objects.requireNonNull(receiver, "receiver");
    }

    /** Who gets what is exported. Called from many threads; may block. */
    public interface Receiver {
        /**
         * Takes a generation in the place of the one before. Taking it twice is taking it once.
         *
         * @param exported certificate, chain and encrypted key
         * @throws IOException if it was not taken; the one before stays
         */
        void take(ExportedCertificate exported) throws IOException;

        /**
         * Which generation was taken last.
         *
         * @param arn the certificate
         * @return the generation; empty if none was, or it was given up
         * @throws IOException if that could not be seen
         */
        OptionalLong taken(CertificateArn arn) throws IOException;

        /**
         * Gives a certificate up, key included. Doing so twice is doing so once.
         *
         * @param arn the certificate
         * @throws IOException if it failed
         */
        void giveUp(CertificateArn arn) throws IOException;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void prepare(ServingMaterial material) throws DeploymentException {
        KeyFit.check(material);
        if (material.privateKey().getEncoded() == null) {
            throw new DeploymentException(
                    "the vault lets no key out, so nothing can be exported",
                    PortException.Effect.NONE,
                    RetryClass.NEVER,
                    null);
        }
    }

    @Override
    public void activate(ServingMaterial material) throws DeploymentException {
        OptionalLong taken = observe(material.arn());
        if (taken.isPresent() && taken.getAsLong() > material.generation()) {
            throw new DeploymentException(
                    "generation " + taken.getAsLong() + " was handed on already, which is newer than "
                            + material.generation(),
                    PortException.Effect.NONE,
                    RetryClass.NEVER,
                    null);
        }
        hand(material);
    }

    @Override
    public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
        OptionalLong taken = observe(older.arn());
        if (taken.isEmpty() || (taken.getAsLong() != replaced && taken.getAsLong() != older.generation())) {
            throw new DeploymentException(
                    "generation " + replaced + " is not what was handed on last",
                    PortException.Effect.NONE,
                    RetryClass.NEVER,
                    null);
        }
        hand(older);
    }

    private void hand(ServingMaterial material) throws DeploymentException {
        prepare(material);
        byte[] key = material.privateKey().getEncoded();
        char[] secret = passphrase.get();
        try {
            Checks.require(secret.length > 0, "passphrase must have 1 character and more");
            byte[] content = form == ExportedCertificate.Form.PEM
                    ? codec.writePrivateKey(key, Optional.of(secret))
                    : codec.writePkcs12(material.chain(), key, ALIAS, secret);
            receiver.take(
                    new ExportedCertificate(material.arn(), material.generation(), material.chain(), form, content));
        } catch (IOException e) {
            throw failed("the receiver did not take generation " + material.generation(), e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(secret, '\0');
        }
    }

    @Override
    public OptionalLong observe(CertificateArn arn) throws DeploymentException {
        try {
            return receiver.taken(arn);
        } catch (IOException e) {
            throw failed("the receiver does not say what it has", e);
        }
    }

    @Override
    public void retire(CertificateArn arn) throws DeploymentException {
        try {
            receiver.giveUp(arn);
        } catch (IOException e) {
            throw failed("the receiver did not give the certificate up", e);
        }
    }

    @Override
    public void cut(CertificateArn arn) throws DeploymentException {
        throw new DeploymentException(
                "what was handed on serves elsewhere: restart the servers that use it, so that no session of the old key is"
                        + " resumed",
                PortException.Effect.NONE,
                RetryClass.NEVER,
                null);
    }

    private static DeploymentException failed(String message, IOException cause) {
        return new DeploymentException(message, PortException.Effect.UNKNOWN, RetryClass.TRANSIENT, cause);
    }
}
