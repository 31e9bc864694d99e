package dev.acm.testkit;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A target that serves nobody, and remembers what it was asked; its calls go wrong where a test says so, and it lies where a test
 * says so: {@link #stick}. Thread-safe.
 */
public final class RecordingTarget implements DeploymentTarget {
    private final String id;
    private final Map<CertificateArn, ServingMaterial> accepted = new HashMap<>();
    private final Map<CertificateArn, ServingMaterial> served = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final FaultPlan<DeploymentException> prepares = new FaultPlan<>("prepare", RecordingTarget::failure);
    private final FaultPlan<DeploymentException> activations = new FaultPlan<>("activate", RecordingTarget::failure);
    private final FaultPlan<DeploymentException> observations = new FaultPlan<>("observe", RecordingTarget::failure);
    private final FaultPlan<DeploymentException> retirements = new FaultPlan<>("retire", RecordingTarget::failure);
    private final FaultPlan<DeploymentException> rollBacks = new FaultPlan<>("rollBack", RecordingTarget::failure);
    private final FaultPlan<DeploymentException> cuts = new FaultPlan<>("cut", RecordingTarget::failure);
    private boolean stuck;

    /**
     * Creates a target that serves nothing.
     *
     * @param id its lasting name
     */
    public RecordingTarget(String id) {
        this.id = Objects.requireNonNull(id, "id");
    }

    private static DeploymentException failure(String message, Effect effect) {
        return new DeploymentException(message, effect, RetryClass.TRANSIENT, null);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void prepare(ServingMaterial material) throws DeploymentException {
        note("prepare", material.arn(), material.generation());
        prepares.around(() -> check(material));
    }

    @Override
    public void activate(ServingMaterial material) throws DeploymentException {
        note("activate", material.arn(), material.generation());
        activations.around(() -> serve(material));
    }

    @Override
    public void rollBack(ServingMaterial older, long replaced) throws DeploymentException {
        note("rollBack", older.arn(), older.generation());
        rollBacks.around(() -> serveAgain(older, replaced));
    }

    @Override
    public OptionalLong observe(CertificateArn arn) throws DeploymentException {
        return observations.around(() -> accepted(arn));
    }

    private synchronized OptionalLong accepted(CertificateArn arn) {
        ServingMaterial material = accepted.get(arn);
        return material == null ? OptionalLong.empty() : OptionalLong.of(material.generation());
    }

    @Override
    public void retire(CertificateArn arn) throws DeploymentException {
        note("retire", arn, 0);
        retirements.around(() -> forget(arn));
    }

    @Override
    public void cut(CertificateArn arn) throws DeploymentException {
        note("cut", arn, 0);
        cuts.around(() -> true);
    }

    private synchronized void note(String call, CertificateArn arn, long generation) {
        calls.add(generation == 0 ? call + " " + arn : call + " " + arn + " " + generation);
    }

    private synchronized boolean check(ServingMaterial material) throws DeploymentException {
        checkKey(material);
        ServingMaterial present = accepted.get(material.arn());
        if (present != null && present.generation() > material.generation()) {
            throw refused(
                    "generation " + present.generation() + " is served, which is newer than " + material.generation());
        }
        return true;
    }

    private static void checkKey(ServingMaterial material) throws DeploymentException {
        if (!KeyPairs.belongTogether(material.chain().leaf().getPublicKey(), material.privateKey())) {
            throw refused("the key does not belong to the chain's leaf");
        }
    }

    private synchronized boolean serve(ServingMaterial material) throws DeploymentException {
        check(material);
        take(material);
        return true;
    }

    private void take(ServingMaterial material) {
        accepted.put(material.arn(), material);
        if (!stuck) {
            served.put(material.arn(), material);
        }
    }

    private synchronized boolean serveAgain(ServingMaterial older, long replaced) throws DeploymentException {
        checkKey(older);
        OptionalLong present = accepted(older.arn());
        if (present.isPresent() && present.getAsLong() != replaced && present.getAsLong() != older.generation()) {
            throw refused("generation " + present.getAsLong() + " is served, and not " + replaced);
        }
        take(older);
        return true;
    }

    private synchronized boolean forget(CertificateArn arn) {
        served.remove(arn);
        return accepted.remove(arn) != null;
    }

    /** Makes it lie from now on: it accepts generations, says that it serves them, and goes on serving what it served. */
    public synchronized void stick() {
        stuck = true;
    }

    /**
     * Makes it lose a certificate, as by a hand that is not the manager's: it still says that it serves it.
     *
     * @param arn the certificate
     */
    public synchronized void lose(CertificateArn arn) {
        served.remove(arn);
    }

    /** Ends the lying: what was accepted is served. */
    public synchronized void release() {
        stuck = false;
        served.putAll(accepted);
    }

    /**
     * Looks at what is really served, whatever the target says.
     *
     * @return one sighting for each name of the question
     */
    public ServingProbe probe() {
        return question -> question.names().stream()
                .map(name -> new Sighting(
                        name.value(),
                        id,
                        served(question.arn()).map(material -> material.chain().leaf()),
                        "looked"))
                .toList();
    }

    private static DeploymentException refused(String message) {
        return new DeploymentException(message, Effect.NONE, RetryClass.NEVER, null);
    }

    /**
     * What is really served.
     *
     * @param arn the certificate
     * @return key and chain; empty if it is not served
     */
    public synchronized Optional<ServingMaterial> served(CertificateArn arn) {
        return Optional.ofNullable(served.get(arn));
    }

    /**
     * What it was asked to do, looking excepted.
     *
     * @return for example {@code activate arn:… 2}, in order
     */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /**
     * Makes one preparation go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this target
     */
    public RecordingTarget onPrepare(int n, Fault fault) {
        prepares.in(n, fault);
        return this;
    }

    /**
     * Makes one activation go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this target
     */
    public RecordingTarget onActivate(int n, Fault fault) {
        activations.in(n, fault);
        return this;
    }

    /**
     * Makes one observation go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this target
     */
    public RecordingTarget onObserve(int n, Fault fault) {
        observations.in(n, fault);
        return this;
    }

    /**
     * Makes one retirement go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this target
     */
    public RecordingTarget onRetire(int n, Fault fault) {
        retirements.in(n, fault);
        return this;
    }

    /**
     * Makes one roll-back go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this target
     */
    public RecordingTarget onRollBack(int n, Fault fault) {
        rollBacks.in(n, fault);
        return this;
    }

    /**
     * Makes one cut go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this target
     */
    public RecordingTarget onCut(int n, Fault fault) {
        cuts.in(n, fault);
        return this;
    }
}
