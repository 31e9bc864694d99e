package dev.acm;

import dev.acm.certificate.CertificateChain;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.internal.Checks;
import dev.acm.key.KeyBinding;
import dev.acm.key.KeyUse;
import dev.acm.lifecycle.Action;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Der;
import dev.acm.lifecycle.Generation;
import dev.acm.lifecycle.Outcome;
import dev.acm.lifecycle.Serials;
import dev.acm.name.DomainName;
import dev.acm.spi.DeploymentException;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.PortException;
import dev.acm.spi.ProbeQuestion;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.Sighting;
import dev.acm.spi.StoreException;
import dev.acm.spi.VaultException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Brings generations to targets and takes them away, and believes what was seen rather than what was said. */
final class Deployer {
    private static final String MANAGER = "manager";

    /** So many things seen are told; a fleet that all shows the same wrong thing needs no more. */
    private static final int MOST_EVIDENCE = 5;

    private static final int SHOWN = 200;

    private final Ports ports;
    private final Records records;

    Deployer(Ports ports, Records records) {
        this.ports = ports;
        this.records = records;
    }

    Outcome deploy(CertificateRecord record, Action.Deploy deploy)
            throws DeploymentException, VaultException, StoreException {
        DeploymentTarget target = target(deploy.target());
        Generation generation = deploy.generation();
        ServingMaterial material = open(record, generation, "deploy to " + target.id());
        target.prepare(material);
        target.activate(material);
        List<Evidence> contradictions = contradictions(target, record, generation, material);
        return contradictions.isEmpty()
                ? new Outcome.Deployed()
                : new Outcome.NotSeen(notSeen(target, generation, contradictions));
    }

    Outcome rollBack(CertificateRecord record, Action.RollBack back)
            throws DeploymentException, VaultException, StoreException {
        DeploymentTarget target = target(back.target());
        Generation previous = back.previous();
        ServingMaterial material = open(record, previous, "roll back at " + target.id());
        target.rollBack(material, back.replaced());
        List<Evidence> contradictions = contradictions(target, record, previous, material);
        return contradictions.isEmpty()
                ? new Outcome.RolledBack()
                : new Outcome.NotSeen(rollBackNotSeen(target, back, contradictions));
    }

    Outcome cut(CertificateRecord record, Action.Cut cut) throws DeploymentException {
        target(cut.target()).cut(record.arn());
        return new Outcome.SessionsCut();
    }

    Outcome withdraw(CertificateRecord record, Action.Withdraw withdraw) throws DeploymentException {
        DeploymentTarget target = target(withdraw.target());
        target.retire(record.arn());
        if (withdraw.cut()) {
            target.cut(record.arn());
        }
        return new Outcome.Withdrawn();
    }

    /** Opens a generation and puts it to use. */
    void serve(DeploymentTarget target, CertificateRecord record, Generation generation)
            throws DeploymentException, VaultException, StoreException {
        ServingMaterial material = open(record, generation, "deploy to " + target.id());
        target.prepare(material);
        target.activate(material);
    }

    private ServingMaterial open(CertificateRecord record, Generation generation, String reason)
            throws VaultException, StoreException {
        CertificateChain chain = records.chain(generation.leaf(), generation.issuersId());
        PrivateKey key = ports.vault()
                .open(
                        generation.key().orElseThrow(),
                        KeyBinding.tls(record.arn(), generation.number()),
                        new KeyUse(reason, MANAGER));
        return new ServingMaterial(record.arn(), generation.number(), names(record, chain.leaf()), chain, key);
    }

    // the names wished may have changed since an older generation was made, or are those of a later import
    private static List<DomainName> names(CertificateRecord record, X509Certificate leaf) {
        List<DomainName> wished = record.wish().names();
        List<DomainName> certified = CertifiedNames.of(leaf, new ArrayList<>(), new ArrayList<>());
        return Set.copyOf(certified).equals(Set.copyOf(wished)) ? wished : certified;
    }

    /** What speaks against a generation being served; empty if target and probe both show it. */
    private List<Evidence> contradictions(
            DeploymentTarget target, CertificateRecord record, Generation generation, ServingMaterial material) {
        X509Certificate leaf = material.chain().leaf();
        List<Evidence> found = new ArrayList<>();
        word(target, record, generation).ifPresent(found::add);
        found.addAll(unseen(target, record, material.names(), leaf));
        return found;
    }

    /** What the probe of a target shows instead of a generation; empty if it shows that, or there is none. */
    List<Evidence> unseen(DeploymentTarget target, CertificateRecord record, Generation generation)
            throws StoreException {
        if (!ports.probes().containsKey(target.id())) {
            return List.of();
        }
        X509Certificate leaf =
                records.chain(generation.leaf(), generation.issuersId()).leaf();
        return unseen(target, record, names(record, leaf), leaf);
    }

    private List<Evidence> unseen(
            DeploymentTarget target, CertificateRecord record, List<DomainName> names, X509Certificate leaf) {
        List<Evidence> found = new ArrayList<>();
        ServingProbe probe = ports.probes().get(target.id());
        if (probe != null) {
            List<Sighting> sightings = probe.look(new ProbeQuestion(record.arn(), names, leaf));
            if (sightings.isEmpty()) {
                found.add(new Evidence("the probe", target.id(), "no sighting", text(record, leaf)));
            }
            sightings.stream()
                    .filter(sighting -> !sighting.leaf().filter(leaf::equals).isPresent())
                    .limit(MOST_EVIDENCE)
                    .map(sighting -> new Evidence(
                            Checks.shorten(sighting.asked(), SHOWN),
                            Checks.shorten(sighting.endpoint(), SHOWN),
                            sighting.leaf().map(other -> text(record, other)).orElse("no certificate") + ", "
                                    + Checks.shorten(sighting.detail(), SHOWN),
                            text(record, leaf)))
                    .forEach(found::add);
        }
        return found;
    }

    // the target has accepted it, so that it cannot be asked now does not mean that nothing happened
    private static Optional<Evidence> word(DeploymentTarget target, CertificateRecord record, Generation generation) {
        String wanted = "generation " + generation.number();
        String got;
        try {
            OptionalLong served = target.observe(record.arn());
            got = served.isPresent() ? "generation " + served.getAsLong() : "none";
        } catch (DeploymentException e) {
            got = "not to be seen: " + Checks.shorten(String.valueOf(e.getMessage()), SHOWN);
        }
        return got.equals(wanted)
                ? Optional.empty()
                : Optional.of(new Evidence("the target", target.id(), got, wanted));
    }

    private static String text(CertificateRecord record, X509Certificate leaf) {
        return "serial " + Serials.text(leaf)
                + record.generations().stream()
                        .filter(generation -> Der.of(encoded(leaf)).equals(generation.leaf()))
                        .map(generation -> " (generation " + generation.number() + ")")
                        .findFirst()
                        .orElse(" (none of this certificate's generations)");
    }

    private static byte[] encoded(X509Certificate leaf) {
        return CertificateChain.of(List.of(leaf)).toDer().get(0);
    }

    private static Diagnosis notSeen(DeploymentTarget target, Generation generation, List<Evidence> contradictions) {
        return contradicted(
                "DEPLOYMENT_NOT_SEEN",
                "The target accepted generation " + generation.number() + ", but that is not what is served",
                target,
                contradictions);
    }

    private static Diagnosis rollBackNotSeen(
            DeploymentTarget target, Action.RollBack back, List<Evidence> contradictions) {
        return contradicted(
                "ROLL_BACK_NOT_SEEN",
                "Generation " + back.replaced() + " was accepted and never seen; generation "
                        + back.previous().number() + " was asked for again, and that is not what is served either",
                target,
                contradictions);
    }

    private static Diagnosis contradicted(
            String code, String what, DeploymentTarget target, List<Evidence> contradictions) {
        Diagnosis.Builder why = Diagnosis.builder(
                        code, what + ": " + contradictions.get(0).got() + ".")
                .subject(target.id())
                .actor(Actor.HOST)
                .remedy("Look at the target: something else may manage its certificate, or it did not reload.");
        contradictions.forEach(why::evidence);
        return why.build();
    }

    private DeploymentTarget target(String id) throws DeploymentException {
        DeploymentTarget target = ports.targets().get(id);
        if (target == null) {
            throw new DeploymentException(
                    "this manager has no target '" + id + "'; it has "
                            + ports.targets().keySet(),
                    PortException.Effect.NONE,
                    RetryClass.TRANSIENT,
                    null);
        }
        return target;
    }
}
