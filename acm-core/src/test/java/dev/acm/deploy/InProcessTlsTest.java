package dev.acm.deploy;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.spi.DeploymentException;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.tls.ServingKeyManager;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessTlsTest {
    private static final String NAME = "shop.example.test";
    private static final ServingMaterial ONE = material(arn(1), 1, "P-256", NAME);
    private static final ServingMaterial TWO = material(arn(1), 2, "P-256", NAME);

    private final ServingKeyManager keys = ServingKeyManager.create(() -> Instant.parse("2026-01-01T00:00:00Z"));
    private final InProcessTls target = new InProcessTls(keys);

    private Optional<X509Certificate> shown() {
        return keys.serverAlias(NAME, "EC").map(alias -> keys.getCertificateChain(alias)[0]);
    }

    private static ServingMaterial withKeyOf(ServingMaterial material, ServingMaterial other) {
        return new ServingMaterial(
                material.arn(), material.generation(), material.names(), material.chain(), other.privateKey());
    }

    private static void assertRefused(ThrowingCallable call, String... saying) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(DeploymentException.class, e -> {
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                    assertThat(e.retryClass()).isEqualTo(RetryClass.NEVER);
                })
                .hasMessageContainingAll(saying);
    }

    @Test
    void id_isSettable() {
        assertThat(target.id()).isEqualTo("in-process-tls");
        assertThat(new InProcessTls("edge/1", keys).id()).isEqualTo("edge/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü"})
    void id_ofAnotherForm_isRefused(String id) {
        assertThatThrownBy(() -> new InProcessTls(id, keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id must match");
    }

    @Nested
    @DisplayName("prepare: the key is the leaf's, and nothing is served yet")
    class Prepare {
        @ParameterizedTest
        @ValueSource(strings = {"P-256", "P-384", "RSA", "Ed25519"})
        void fittingKey_isAccepted_withoutEffect(String kind) throws Exception {
            target.prepare(material(arn(1), 1, kind, NAME));

            assertThat(target.observe(arn(1))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"P-256, P-256", "P-256, P-384", "RSA, RSA", "Ed25519, Ed25519", "P-256, RSA"})
        void foreignKey_isRefused(String kind, String keyKind) {
            ServingMaterial material = material(arn(1), 1, kind, NAME);
            ServingMaterial wrong = withKeyOf(material, material(arn(2), 1, keyKind, NAME));

            assertRefused(() -> target.prepare(wrong), "generation 1 of " + arn(1), "does not fit");
        }
    }

    @Nested
    @DisplayName("P1: failure leaves the previous generation serving")
    class Failure {
        @Test
        void foreignKey_neverPrepared_isRefusedWhenActivated() throws Exception {
            target.activate(ONE);

            assertRefused(() -> target.activate(withKeyOf(TWO, ONE)), "does not fit");

            assertThat(shown()).contains(ONE.chain().leaf());
            assertThat(target.observe(arn(1))).isEqualTo(OptionalLong.of(1));
        }

        @Test
        void preparingOneThing_doesNotVouchForAnother() throws Exception {
            target.prepare(TWO);

            assertRefused(() -> target.activate(withKeyOf(TWO, ONE)), "does not fit");

            assertThat(shown()).isEmpty();
        }
    }

    @Nested
    @DisplayName("P2: idempotent for each generation; an older one is refused unless it is a named roll-back")
    class Idempotence {
        @Test
        void sameGeneration_changesNothing() throws Exception {
            target.prepare(ONE);
            target.activate(ONE);
            Optional<String> alias = keys.serverAlias(NAME, "EC");

            target.activate(ONE);

            assertThat(keys.serverAlias(NAME, "EC")).isEqualTo(alias);
        }

        @Test
        void sameGenerationWithAnotherChain_isRefused() throws Exception {
            target.activate(ONE);

            assertRefused(() -> target.activate(material(arn(1), 1, "P-256", NAME)), "another chain");

            assertThat(shown()).contains(ONE.chain().leaf());
        }

        @Test
        void older_isRefused() throws Exception {
            target.activate(TWO);

            assertRefused(() -> target.activate(ONE), "generation 1 of", "generation 2 serves");

            assertThat(shown()).contains(TWO.chain().leaf());
        }

        @Test
        void namedRollBack_servesTheOlder() throws Exception {
            target.activate(TWO);
            assertRefused(() -> target.rollBack(ONE, 3), "generation 2 serves");
            assertRefused(() -> target.rollBack(withKeyOf(ONE, TWO), 2), "does not fit");

            target.rollBack(ONE, 2);

            assertThat(shown()).contains(ONE.chain().leaf());
            assertThat(target.observe(arn(1))).isEqualTo(OptionalLong.of(1));
        }
    }

    @Nested
    @DisplayName("P3: observe tells what is really served")
    class Observe {
        @Test
        void generation_publishedByAnotherHand_isSeen() throws Exception {
            target.activate(ONE);
            keys.publish(TWO);

            assertThat(target.observe(arn(1))).isEqualTo(OptionalLong.of(2));
        }

        @Test
        void retired_isServedNoMore() throws Exception {
            target.activate(ONE);

            target.retire(arn(1));
            target.retire(arn(1));

            assertThat(target.observe(arn(1))).isEmpty();
            assertThat(shown()).isEmpty();
        }
    }
}
