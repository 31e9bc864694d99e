package dev.acm.ca.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.deploy.CallbackTarget;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.ServingMaterial;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.ScriptedCaaPolicy;
import dev.acm.testkit.ScriptedValidator;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import dev.acm.vault.HostKey;
import dev.acm.vault.JdkKeyPairSource;
import dev.acm.vault.SoftwareKeyVault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A manager, a target by callback, and a real TLS server that a real handshake looks at. */
@DisplayName("a deployment counts once a handshake showed it")
class ObservedDeploymentTest {
    private static final String TARGET = "edge";

    private final MutableTime time = MutableTime.at("2026-01-10T09:00:00Z");
    private final ServingKeyManager served = ServingKeyManager.create(time);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SecureRandom random = new SecureRandom();
    private SSLServerSocket server;
    private CertificateManager manager;
    private CertificateArn arn;

    /** Whether the server takes what it is given; if not, it says nothing about it. */
    private boolean reloads = true;

    @BeforeEach
    void start() throws IOException {
        server = (SSLServerSocket) ServingSslContext.of(served)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
        ScriptedValidator validator = new ScriptedValidator(time);
        validator.proveAll();
        manager = CertificateManager.builder(new InMemoryRecordStore(), time)
                .authority(FakeAuthority.create(
                        Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2049-01-01T00:00:00Z")))
                .validator(validator)
                .caaPolicy(new ScriptedCaaPolicy(time))
                .vault(new SoftwareKeyVault(
                        List.of(HostKey.of("first", new byte[32])), new JdkKeyPairSource(random), random))
                .target(new CallbackTarget(TARGET, this::reload))
                .probe(
                        TARGET,
                        TlsProbe.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort())))
                .defaultCaller(new Caller("123456789012", "alice", "192.0.2.7"))
                .build();
        arn = manager.request(CertificateRequest.builder("shop.example.test")
                        .alternativeName("*.shop.example.test")
                        .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                        .build())
                .arn();
        manager.deployments().associate(arn, TARGET);
        manager.runDue(10);
    }

    private void reload(ServingMaterial material) {
        if (reloads) {
            OptionalLong present = served.generation(material.arn());
            if (present.isPresent() && present.getAsLong() > material.generation()) {
                served.rollBack(material, present.getAsLong());
            } else {
                served.publish(material);
            }
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                SSLSocket accepted = (SSLSocket) server.accept();
                threads.execute(() -> shakeHands(accepted));
            } catch (IOException e) {
                // closed at the end of the test
            }
        }
    }

    private static void shakeHands(SSLSocket socket) {
        try (socket) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException e) {
            // the probe has gone
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private long believed() {
        return manager.deployments().list(arn).get(0).servedGeneration().orElse(0);
    }

    private void renew() {
        manager.renew(arn);
        manager.runDue(10);
    }

    private void pass(Duration duration) {
        Instant end = time.instant().plus(duration);
        for (Instant next = time.instant();
                !next.isAfter(end);
                next = manager.runDue(10).nextRun().orElse(Instant.MAX)) {
            time.set(next.isAfter(time.instant()) ? next : time.instant().plusSeconds(1));
        }
        time.set(end);
    }

    @Test
    void renewal_thatTheServerShows_isBelieved() {
        assertThat(believed()).isEqualTo(1);

        renew();

        assertThat(believed()).isEqualTo(2);
        assertThat(manager.explain(arn).diagnoses()).isEmpty();
    }

    @Test
    void serverThatDoesNotReload_isNoticed_andRolledBack_andServesInTheEnd() {
        reloads = false;
        renew();
        assertThat(believed()).isEqualTo(1);
        Diagnosis lie = manager.explain(arn).diagnoses().get(0);
        assertThat(lie.code()).isEqualTo("DEPLOYMENT_NOT_SEEN");
        assertThat(lie.evidence()).hasSize(2).allSatisfy(evidence -> {
            assertThat(evidence.observer()).endsWith(":" + server.getLocalPort());
            assertThat(evidence.got()).contains("(generation 1), TLSv1.3");
            assertThat(evidence.wanted()).contains("(generation 2)");
        });

        pass(Duration.ofMinutes(25));
        assertThat(manager.explain(arn).diagnoses().get(0).summary()).contains("generation 1 serves again");

        reloads = true;
        pass(Duration.ofHours(2));
        assertThat(believed()).isEqualTo(2);
        assertThat(served.generation(arn)).hasValue(2);
    }

    @Test
    void serverThatIsDown_isToldAsSuch() throws IOException {
        server.close();

        renew();

        assertThat(believed()).isEqualTo(1);
        assertThat(manager.explain(arn).diagnoses().get(0).evidence().get(0).got())
                .contains("no connection");
    }
}
