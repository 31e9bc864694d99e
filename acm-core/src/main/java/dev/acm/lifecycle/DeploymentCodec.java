package dev.acm.lifecycle;

import dev.acm.spi.Document;
import java.time.Instant;
import java.util.Optional;

/** Writes and reads deployments. */
final class DeploymentCodec {
    static final Parts<DeploymentState> PARTS = new Parts<>("target", DeploymentState::target, DeploymentCodec::encode);

    private DeploymentCodec() {}

    private static Document encode(DeploymentState deployment, Document over) {
        return over.toBuilder()
                .put("target", deployment.target())
                .put("actor", deployment.actor())
                .put("since", deployment.since())
                .put("served", deployment.served())
                .put("accepted", positive(deployment.accepted()))
                .put("acceptedAt", deployment.acceptedAt())
                .put("cut", positive(deployment.cut()))
                .put("leaving", deployment.leaving())
                .put("diagnosis", deployment.serving().diagnosis().map(Diagnoses::encode))
                .put("tries", deployment.serving().tries())
                .put("nextTry", deployment.serving().nextTry())
                .put(
                        "cutting",
                        Optional.of(deployment.cutting())
                                .filter(cutting -> cutting.tries() > 0 || deployment.mustCut())
                                .map(cutting -> encode(cutting, part(over, "cutting"))))
                .put("rolledBack", deployment.rolledBack().map(back -> encode(back, part(over, "rolledBack"))))
                .build();
    }

    private static Document part(Document deployment, String name) {
        return deployment.findDocument(name).orElse(Document.empty());
    }

    private static Document encode(Retries retries, Document over) {
        return over.toBuilder()
                .put("diagnosis", retries.diagnosis().map(Diagnoses::encode))
                .put("tries", retries.tries())
                .put("nextTry", retries.nextTry())
                .build();
    }

    private static Retries retries(Document document) {
        return new Retries(
                document.findDocument("diagnosis").map(Diagnoses::decode),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }

    private static Document encode(RolledBack back, Document over) {
        return over.toBuilder()
                .put("generation", back.generation())
                .put("times", back.times())
                .put("until", back.until())
                .put("seen", back.seen())
                .build();
    }

    private static RolledBack rolledBack(Document document) {
        return new RolledBack(
                document.number("generation"),
                (int) document.number("times"),
                document.instant("until"),
                document.flag("seen"));
    }

    private static Optional<Long> positive(long number) {
        return Optional.of(number).filter(value -> value > 0);
    }

    // an older version told of the cut where it told of deploying, and deployed nothing before it was made
    private static boolean toldOfCutting(Document document) {
        long cut = document.number("cut");
        return !document.has("cutting") && cut > 0 && document.number("served") > cut;
    }

    static DeploymentState decode(Document document) {
        Retries told = retries(document);
        boolean ofCutting = toldOfCutting(document);
        Retries none = Retries.from(Instant.EPOCH);
        return new DeploymentState(
                document.string("target"),
                document.string("actor"),
                document.instant("since"),
                document.number("served"),
                document.number("accepted"),
                document.findInstant("acceptedAt"),
                document.number("cut"),
                document.flag("leaving"),
                ofCutting ? none : told,
                ofCutting
                        ? told
                        : document.findDocument("cutting")
                                .map(DeploymentCodec::retries)
                                .orElse(none),
                document.findDocument("rolledBack").map(DeploymentCodec::rolledBack));
    }
}
