package dev.acm.lifecycle;

import dev.acm.spi.Document;
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
                .put("diagnosis", deployment.diagnosis().map(Diagnoses::encode))
                .put("tries", deployment.tries())
                .put("nextTry", deployment.nextTry())
                .build();
    }

    private static Optional<Long> positive(long number) {
        return Optional.of(number).filter(value -> value > 0);
    }

    static DeploymentState decode(Document document) {
        return new DeploymentState(
                document.string("target"),
                document.string("actor"),
                document.instant("since"),
                document.number("served"),
                document.number("accepted"),
                document.findInstant("acceptedAt"),
                document.number("cut"),
                document.flag("leaving"),
                document.findDocument("diagnosis").map(Diagnoses::decode),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }
}
