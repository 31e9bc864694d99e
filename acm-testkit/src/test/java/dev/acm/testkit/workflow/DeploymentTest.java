package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.InvalidRequestException;
import dev.acm.error.ResourceInUseException;
import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.name.DomainName;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.request.ImportRequest;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.ServingProbe;
import dev.acm.testkit.Fault;
import dev.acm.testkit.RecordingTarget;
import dev.acm.testkit.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What targets do to a certificate: late ones, lying ones, failing ones, and the list of those in use. */
class DeploymentTest {
    private static final TestCertificate ISSUER = TestCertificate.authority("issuer", Optional.empty());

    private final World world = new World();
    private final CertificateManager manager =
            world.builder(world.store).probe(World.TARGET, world.target.probe()).build();
    private CertificateArn arn;

    @BeforeEach
    void inUse() {
        world.validator.proveAll();
        arn = manager.request(World.request()).arn();
        manager.deployments().associate(arn, World.TARGET);
        world.run(manager);
    }

    private void renew() {
        manager.renew(arn);
        world.run(manager);
    }

    private long reallyServed() {
        return world.target.served(arn).orElseThrow().generation();
    }

    private long believed() {
        return manager.deployments().list(arn).get(0).servedGeneration().orElse(0);
    }

    private Diagnosis diagnosis() {
        return manager.explain(arn).diagnoses().stream()
                .filter(diagnosis ->
                        diagnosis.subject().filter(World.TARGET::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(manager.explain(arn).toText()));
    }

    private Stream<EventType> events() {
        return world.audit.chainOf(arn).stream().map(entry -> entry.event().type());
    }

    private long count(EventType type) {
        return events().filter(type::equals).count();
    }

    @Nested
    @DisplayName("the old generation is retired only after the new one was seen")
    class Observed {
        @Test
        void honestTarget_isSeenAtOnceAndTheOldKeyGoes() {
            renew();

            assertThat(believed()).isEqualTo(2);
            assertThat(events()).contains(EventType.GENERATION_RETIRED, EventType.KEY_DESTROYED);
        }

        @Test
        void lyingTarget_isNoticedWithEvidence_andTheOldKeyStays() {
            world.target.stick();

            renew();

            assertThat(believed()).isEqualTo(1);
            assertThat(diagnosis().code()).isEqualTo("DEPLOYMENT_NOT_SEEN");
            assertThat(diagnosis().evidence()).isNotEmpty().allSatisfy(evidence -> {
                assertThat(evidence.got()).contains("(generation 1)");
                assertThat(evidence.wanted()).contains("(generation 2)");
            });
            assertThat(diagnosis().nextTry()).isPresent();
            assertThat(events()).doesNotContain(EventType.GENERATION_RETIRED, EventType.KEY_DESTROYED);
        }

        @Test
        @DisplayName("negative control: without a probe the target's lie is believed")
        void lyingTarget_withoutProbe_isBelieved() {
            world.target.stick();
            CertificateManager credulous = world.manager();

            credulous.renew(arn);
            world.run(credulous);

            assertThat(believed()).isEqualTo(2);
            assertThat(reallyServed()).isEqualTo(1);
        }

        @Test
        void slowTarget_isSeenWhenItIsThere_andNothingIsRolledBack() {
            world.target.stick();
            renew();
            world.pass(manager, Duration.ofMinutes(3));
            world.target.release();

            world.pass(manager, Duration.ofMinutes(5));

            assertThat(believed()).isEqualTo(2);
            assertThat(manager.explain(arn).diagnoses()).isEmpty();
            assertThat(events())
                    .contains(EventType.GENERATION_RETIRED)
                    .doesNotContain(EventType.DEPLOYMENT_ROLLED_BACK);
        }

        @Test
        void lyingTarget_afterPatience_isRolledBackToThePreviousGeneration() {
            world.target.stick();
            renew();

            world.pass(manager, Duration.ofMinutes(25));

            assertThat(world.target.calls()).endsWith("rollBack " + arn + " 1");
            assertThat(believed()).isEqualTo(1);
            assertThat(diagnosis().code()).isEqualTo("DEPLOYMENT_NOT_SEEN");
            assertThat(diagnosis().summary()).contains("Generation 2", "generation 1 serves again");
            assertThat(diagnosis().evidence()).isNotEmpty();
            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isEqualTo(1);
        }

        private List<String> namesOnceServed() {
            world.target.release();
            ServingMaterial material = world.target.served(arn).orElseThrow();
            assertThat(material.generation()).isEqualTo(1);
            return material.names().stream().map(DomainName::value).toList();
        }

        @Test
        void rolledBack_afterAChangeOfNames_isServedForTheNamesItCertifies() {
            List<String> before = world.target.served(arn).orElseThrow().names().stream()
                    .map(DomainName::value)
                    .toList();
            world.target.stick();
            manager.changeNames(arn, List.of("new.example.test"));

            world.pass(manager, Duration.ofMinutes(25));

            assertThat(world.target.calls()).endsWith("rollBack " + arn + " 1");
            assertThat(manager.describe(arn).names()).containsExactly(DomainName.parse("new.example.test"));
            assertThat(namesOnceServed()).isEqualTo(before).doesNotContain("new.example.test");
        }

        @Test
        void rolledBack_afterAnImportWithOtherNames_isServedForTheNamesItCertifies() {
            arn = manager.importCertificate(imported(1, "www.shop.example.test").build())
                    .arn();
            manager.deployments().associate(arn, World.TARGET);
            world.run(manager);
            world.target.stick();
            manager.importCertificate(
                    imported(2, "pay.shop.example.test").onto(arn).build());

            world.pass(manager, Duration.ofMinutes(25));

            assertThat(world.target.calls()).endsWith("rollBack " + arn + " 1");
            assertThat(namesOnceServed()).containsExactly("shop.example.test", "www.shop.example.test");
        }

        private static ImportRequest.Builder imported(int key, String second) {
            TestCertificate leaf = TestCertificate.server(
                            "shop.example.test", TestCertificate.keyPair("secp256r1", key), "shop.example.test", second)
                    .signedBy(ISSUER);
            return ImportRequest.builder(
                            FakeCodec.pem(leaf.certificate()),
                            FakeCodec.pem(leaf.keys().getPrivate()))
                    .chain(FakeCodec.pem(ISSUER.certificate()));
        }

        @Test
        void lyingTarget_afterPatience_isNotRolledBackToACompromisedKey() {
            world.target.stick();
            manager.compromised(arn);

            world.pass(manager, Duration.ofMinutes(25));

            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isZero();
            assertThat(diagnosis().code()).isEqualTo("DEPLOYMENT_NOT_SEEN");
        }

        @Test
        void rolledBackTarget_mended_servesTheNewGenerationAfterAll() {
            world.target.stick();
            renew();
            world.pass(manager, Duration.ofMinutes(25));
            world.target.release();
            assertThat(reallyServed()).isEqualTo(1);

            world.pass(manager, Duration.ofHours(2));

            assertThat(reallyServed()).isEqualTo(2);
            assertThat(believed()).isEqualTo(2);
            assertThat(manager.explain(arn).diagnoses()).isEmpty();
        }

        @Test
        void targetThatLiesForEver_holdsNothingUp_andIsTriedWithPauses() {
            world.target.stick();
            renew();

            world.pass(manager, Duration.ofDays(1));

            // after 1 hour, 2, 4, 8 and 16, each after at most six tries
            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isEqualTo(5);
            world.pass(manager, Duration.ofDays(10));
            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isBetween(13L, 15L);
            assertThat(world.target.calls()).hasSizeLessThan(300);
            assertThat(count(EventType.KEY_DESTROYED)).isZero();
        }

        @Test
        void targetThatLiedForLong_getsTheNextGenerationAtOnce_andItsPausesBeginAnew() {
            world.target.stick();
            renew();
            world.pass(manager, Duration.ofDays(3));
            world.target.release();

            renew();

            assertThat(reallyServed()).isEqualTo(3);
            assertThat(believed()).isEqualTo(3);
        }

        @Test
        void rollBack_thatIsNotSeen_isToldAndTriedAgain_untilItIs() {
            AtomicBoolean blind = new AtomicBoolean();
            CertificateManager doubting = world.builder(world.store)
                    .probe(
                            World.TARGET,
                            question -> blind.get()
                                    ? List.of()
                                    : world.target.probe().look(question))
                    .build();
            blind.set(true);
            doubting.renew(arn);

            world.pass(doubting, Duration.ofMinutes(25));

            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isZero();
            assertThat(diagnosis().code()).isEqualTo("ROLL_BACK_NOT_SEEN");
            assertThat(diagnosis().evidence()).isNotEmpty();
            blind.set(false);
            world.pass(doubting, Duration.ofMinutes(20));
            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isEqualTo(1);
            assertThat(diagnosis().code()).isEqualTo("DEPLOYMENT_NOT_SEEN");
            world.pass(doubting, Duration.ofHours(2));
            assertThat(believed()).isEqualTo(2);
        }

        @Test
        void rollBack_thatIsNeverSeen_stillGivesTheNewGenerationItsTurn() {
            CertificateManager blind = world.builder(world.store)
                    .probe(World.TARGET, question -> List.of())
                    .build();
            blind.renew(arn);

            world.pass(blind, Duration.ofHours(3));

            assertThat(world.target.calls())
                    .containsSubsequence("rollBack " + arn + " 1", "rollBack " + arn + " 1", "activate " + arn + " 2");
            assertThat(world.target.calls()).hasSizeLessThan(60);
        }

        @Test
        void patience_isAnOption() {
            CertificateManager impatient = world.builder(world.store)
                    .probe(World.TARGET, world.target.probe())
                    .lifecyclePolicy(LifecyclePolicy.builder()
                            .deploymentPatience(Duration.ofSeconds(20))
                            .build())
                    .build();
            world.target.stick();
            impatient.renew(arn);
            world.run(impatient);

            world.pass(impatient, Duration.ofSeconds(40));

            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isEqualTo(1);
        }

        @Test
        void rollBackFails_isTriedAgain() {
            world.target.stick();
            renew();
            world.target.onRollBack(1, Fault.NOT_DONE);

            world.pass(manager, Duration.ofMinutes(60));

            assertThat(count(EventType.DEPLOYMENT_ROLLED_BACK)).isEqualTo(1);
        }

        @Test
        void rollBackFailsForEver_stillGivesTheNewGenerationItsTurn() {
            world.target.stick();
            renew();
            for (int i = 1; i <= 100; i++) {
                world.target.onRollBack(i, Fault.NOT_DONE);
            }
            world.pass(manager, Duration.ofMinutes(40));
            assertThat(believed()).as("control: it was not taken at first").isEqualTo(1);
            world.target.release();

            world.pass(manager, Duration.ofHours(2));

            assertThat(believed()).isEqualTo(2);
            assertThat(manager.explain(arn).diagnoses()).isEmpty();
        }

        private void rolledBackForLong() {
            world.target.stick();
            renew();
            world.pass(manager, Duration.ofDays(3));
            assertThat(reallyServed()).as("control: it is in a long pause").isEqualTo(1);
            world.target.release();
            assertThat(reallyServed()).isEqualTo(1);
        }

        @Test
        void pauseAfterARollBack_endsWithThePredecessorsKey_whichIsRevokedOnceReplaced() {
            rolledBackForLong();

            manager.compromised(
                    world.target.served(arn).orElseThrow().chain().leaf().getPublicKey());
            assertThat(world.authority.revoked()).isEmpty();
            world.run(manager);

            assertThat(reallyServed()).isEqualTo(2);
            assertThat(world.authority.revoked()).hasSize(1);
        }

        @Test
        void pauseAfterARollBack_endsWithThePredecessor() {
            Instant end = world.target
                    .served(arn)
                    .orElseThrow()
                    .chain()
                    .leaf()
                    .getNotAfter()
                    .toInstant();
            world.time.set(end.minus(Duration.ofDays(2)));
            world.target.stick();
            renew();
            world.runUntil(manager, end.minus(Duration.ofHours(2)));
            assertThat(believed()).as("control: it lies all the time").isEqualTo(1);
            world.target.release();

            world.runUntil(manager, end.plus(Duration.ofMinutes(1)));

            assertThat(believed()).isGreaterThan(1);
        }

        @Test
        void refresh_inThePauseAfterARollBack_servesThePredecessor() {
            rolledBackForLong();
            world.target.lose(arn);

            assertThat(manager.fleet().refresh().served()).isEqualTo(1);

            assertThat(reallyServed()).isEqualTo(1);
        }

        @Test
        void firstGeneration_neverSeen_isLookedForOn_sinceThereIsNothingToGoBackTo() {
            RecordingTarget second = new RecordingTarget("second");
            second.stick();
            CertificateManager both = world.builder(world.store)
                    .target(second)
                    .probe("second", second.probe())
                    .build();
            both.deployments().associate(arn, "second");

            world.pass(both, Duration.ofHours(3));

            assertThat(second.calls()).noneMatch(call -> call.startsWith("rollBack"));
            assertThat(both.explain(arn).diagnoses())
                    .extracting(Diagnosis::code)
                    .containsExactly("DEPLOYMENT_NOT_SEEN");
            second.release();
            world.pass(both, Duration.ofHours(1));
            assertThat(both.explain(arn).diagnoses()).isEmpty();
        }

        @Test
        void targetThatCannotBeAsked_isNotSeen() {
            world.target.onObserve(1, Fault.NOT_DONE);

            renew();

            assertThat(diagnosis().evidence().get(0).got()).contains("not to be seen");
            world.pass(manager, Duration.ofMinutes(1));
            assertThat(believed()).isEqualTo(2);
        }

        @Test
        void probeThatSeesNothing_isNotBelieved() {
            ServingProbe blind = question -> List.of();
            RecordingTarget second = new RecordingTarget("second");
            CertificateManager both = world.builder(world.store)
                    .target(second)
                    .probe("second", blind)
                    .build();
            both.deployments().associate(arn, "second");

            world.run(both);

            assertThat(both.explain(arn).diagnoses())
                    .extracting(Diagnosis::code)
                    .containsExactly("DEPLOYMENT_NOT_SEEN");
        }

        @Test
        void probe_ofNoTarget_isRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> world.builder(world.store)
                            .probe("nowhere", world.target.probe())
                            .build())
                    .withMessageContaining("nowhere");
        }
    }

    @Nested
    @DisplayName("refresh brings targets to what the store says")
    class Refresh {
        @Test
        void refresh_isOfAllAccounts_andToldAsTheManagers() {
            RecordingTarget fresh = new RecordingTarget(World.TARGET);
            CertificateManager restarted = CertificateManager.builder(world.store, world.time)
                    .vault(world.vault)
                    .target(fresh)
                    .build();

            assertThat(restarted.fleet().refresh().served()).isEqualTo(1);

            assertThat(fresh.served(arn)).isPresent();
            world.run(manager);
            assertThat(world.audit.chainOf(arn))
                    .last()
                    .satisfies(entry -> assertThat(entry.event().actor()).isEqualTo("manager"));
        }

        @Test
        void refresh_targetThatSaysItServes_andDoesNot_isServedAnewAndToldIfThatDoesNotHelp() {
            world.target.lose(arn);

            assertThat(world.manager().fleet().refresh().served())
                    .as("control: without a probe the target is believed")
                    .isZero();
            assertThat(manager.fleet().refresh().served()).isEqualTo(1);
            assertThat(reallyServed()).isEqualTo(1);
            assertThat(manager.fleet().refresh().served()).isZero();

            world.target.lose(arn);
            world.target.stick();
            assertThat(manager.fleet().refresh().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message()).contains("not seen"));
        }
    }

    @Nested
    @DisplayName("cut: sessions of a withdrawn generation end")
    class Cut {
        @Test
        void cut_beforeTheNextGeneration_waitsUntilThatIsSeen() {
            manager.deployments().cut(arn, 1);
            world.run(manager);
            assertThat(world.target.calls()).doesNotContain("cut " + arn);

            renew();

            assertThat(world.target.calls()).containsSubsequence("activate " + arn + " 2", "cut " + arn);
            assertThat(events()).containsSubsequence(EventType.CUT_REQUESTED, EventType.DEPLOYED, EventType.CUT);
        }

        @Test
        void cut_isDoneOnce() {
            manager.deployments().cut(arn, 1);
            renew();
            renew();

            assertThat(world.target.calls()).filteredOn(("cut " + arn)::equals).hasSize(1);
        }

        @Test
        void cut_fails_isTriedAgain() {
            world.target.onCut(1, Fault.NOT_DONE);
            manager.deployments().cut(arn, 1);
            renew();
            assertThat(manager.explain(arn).diagnoses())
                    .extracting(Diagnosis::code)
                    .containsExactly("DEPLOYMENT_FAILED");

            world.pass(manager, Duration.ofMinutes(1));

            assertThat(count(EventType.CUT)).isEqualTo(1);
            assertThat(manager.explain(arn).diagnoses()).isEmpty();
        }

        @Test
        void disassociate_afterCut_endsTheSessionsWithTheService() {
            manager.deployments().cut(arn, 1);

            manager.deployments().disassociate(arn, World.TARGET);
            world.run(manager);

            assertThat(world.target.calls()).endsWith("retire " + arn, "cut " + arn);
        }

        @Test
        void cut_ofNoGeneration_isRefused() {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.deployments().cut(arn, 2))
                    .withMessageContaining("1 to 1");
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> manager.deployments().cut(arn, 0));
        }
    }

    @Nested
    @DisplayName("in use")
    class InUse {
        @Test
        void list_tellsTargetOwnerAndTime() {
            Instant later = world.time.instant().plus(Duration.ofHours(5));
            world.time.set(later);
            RecordingTarget second = new RecordingTarget("second");
            CertificateManager both = world.builder(world.store).target(second).build();

            both.as(new Caller(World.CALLER.account(), "bob", "192.0.2.8"))
                    .deployments()
                    .associate(arn, "second");

            assertThat(both.deployments().list(arn)).hasSize(2).last().satisfies(use -> {
                assertThat(use.target()).isEqualTo("second");
                assertThat(use.actor()).isEqualTo("bob");
                assertThat(use.since()).isEqualTo(later);
                assertThat(use.servedGeneration()).isEmpty();
            });
        }

        @Test
        void associate_twice_keepsTheFirstOwnerAndTime() {
            manager.as(new Caller(World.CALLER.account(), "bob", "192.0.2.8"))
                    .deployments()
                    .associate(arn, World.TARGET);

            assertThat(manager.deployments().list(arn))
                    .singleElement()
                    .satisfies(use -> assertThat(use.actor()).isEqualTo("alice"));
        }

        @Test
        void delete_isRefusedWithTheListInTheError_andChangesNothing() {
            assertThatExceptionOfType(ResourceInUseException.class)
                    .isThrownBy(() -> manager.delete(arn))
                    .withMessageContainingAll(World.TARGET, "alice", "2026-01-10T09:00:00Z")
                    .satisfies(e -> assertThat(e.deployments())
                            .isEqualTo(manager.deployments().list(arn)));

            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(reallyServed()).isEqualTo(1);
        }

        @Test
        void withdrawal_fails_isTriedAgain_andNotInUseMeanwhile() {
            world.target.onRetire(1, Fault.NOT_DONE);
            manager.deployments().disassociate(arn, World.TARGET);
            world.run(manager);
            assertThat(manager.deployments().list(arn)).isEmpty();
            assertThat(world.target.served(arn)).isPresent();

            world.pass(manager, Duration.ofMinutes(1));

            assertThat(world.target.served(arn)).isEmpty();
        }
    }
}
