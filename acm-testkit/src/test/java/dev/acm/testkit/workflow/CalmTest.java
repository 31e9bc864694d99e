package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.RunReport;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationMethod;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.event.Caller;
import dev.acm.name.DomainName;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.Observation;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Many certificates, managers and slow ports: nobody waits for those that fail, and the authority is not flooded. */
class CalmTest {
    private final World world = new World();

    private static CertificateRequest request(String name) {
        return CertificateRequest.builder(name)
                .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
                .build();
    }

    /** In how many runs of this limit it comes to be issued. */
    private static int runsUntilIssued(CertificateManager manager, CertificateArn arn, int limit) {
        for (int runs = 1; runs <= 1000; runs++) {
            manager.runDue(limit);
            if (manager.describe(arn).status() == CertificateStatus.ISSUED) {
                return runs;
            }
        }
        throw new AssertionError("it is never issued");
    }

    @Nested
    @DisplayName("Principle 10: nothing starves")
    class Fairness {
        private static final int DEAD = 10_000;

        @Test
        void tenThousandDeadNames_doNotDelayAHealthyOne() {
            CertificateManager manager = world.manager();
            for (int i = 0; i < DEAD; i++) {
                manager.request(request("a.dead" + i + ".test"));
            }
            assertThat(manager.runDue(DEAD).steps()).hasSizeGreaterThanOrEqualTo(DEAD);
            world.time.advance(Duration.ofHours(1));
            world.validator.prove(World.SHOP);
            CertificateArn arn = manager.request(World.request()).arn();

            // all of them are due before it: in the order of the store it would come after a hundred runs
            assertThat(runsUntilIssued(manager, arn, 100)).isLessThanOrEqualTo(10);
        }

        @Test
        void manyNewNamesOfOneAccount_doNotDelayAnothers() {
            CertificateManager manager = world.manager();
            for (int i = 0; i < 500; i++) {
                manager.request(request("a.dead" + i + ".test"));
            }
            world.validator.prove(World.SHOP);
            CertificateManager other = manager.as(Caller.application("other"));
            CertificateArn arn = other.request(World.request()).arn();

            assertThat(runsUntilIssued(other, arn, 50)).isEqualTo(1);
        }

        @Test
        void manyNamesOfOneDomain_doNotDelayAnotherDomain() {
            CertificateManager manager = world.manager();
            for (int i = 0; i < 500; i++) {
                manager.request(request("n" + i + ".dead.test"));
            }
            world.validator.prove(World.SHOP);
            CertificateArn arn = manager.request(World.request()).arn();

            assertThat(runsUntilIssued(manager, arn, 50)).isEqualTo(1);
        }

        @Test
        void aRun_takesNoMoreThanItsLimit() {
            CertificateManager manager = world.manager();
            for (int i = 0; i < 30; i++) {
                manager.request(request("a" + i + ".example.test"));
            }

            RunReport report = manager.runDue(7);

            assertThat(report.steps().stream().map(RunReport.Step::arn).distinct())
                    .hasSize(7);
            assertThat(report.nextRun()).hasValue(world.time.instant());
        }
    }

    @Nested
    class Limits {
        private static final int CERTIFICATES = 30;

        private final List<Instant> asked = new ArrayList<>();
        private final CertificateAuthority counting =
                new CountingAuthority(world.authority, () -> asked.add(world.time.instant()));

        private void limit(AuthorityLimit limit) {
            AuthorityDescription plain = world.authority.describe();
            world.authority.describedAs(AuthorityDescription.builder("limited", Set.of("ca.example"))
                    .trustAnchors(plain.trustAnchors())
                    .limit(limit)
                    .build());
        }

        @Test
        void limitOfTheAuthority_isKeptOverManagersAndRuns_andAllAreIssued() {
            limit(new AuthorityLimit(5, Duration.ofHours(1), 100));
            world.validator.proveAll();
            List<CertificateManager> managers = List.of(
                    world.builder(world.store).authority(counting).build(),
                    world.builder(world.store).authority(counting).build());
            List<CertificateArn> arns = new ArrayList<>();
            for (int i = 0; i < CERTIFICATES; i++) {
                arns.add(managers.get(0)
                        .request(request("a.example" + i + ".test"))
                        .arn());
            }

            for (int minute = 0; minute < 24 * 60; minute++) {
                managers.get(minute % 2).runDue(10);
                world.time.advance(Duration.ofMinutes(1));
            }

            assertThat(arns)
                    .allSatisfy(arn ->
                            assertThat(managers.get(0).describe(arn).status()).isEqualTo(CertificateStatus.ISSUED));
            assertThat(asked).hasSize(CERTIFICATES);
            for (int i = 5; i < asked.size(); i++) {
                assertThat(asked.get(i)).isAfterOrEqualTo(asked.get(i - 5).plus(Duration.ofHours(1)));
            }
        }

        @Test
        void withoutALimit_allAreAskedForAtOnce() {
            world.validator.proveAll();
            CertificateManager manager =
                    world.builder(world.store).authority(counting).build();
            for (int i = 0; i < CERTIFICATES; i++) {
                manager.request(request("a.example" + i + ".test"));
            }

            manager.runDue(100);

            assertThat(asked).hasSize(CERTIFICATES);
        }

        @Test
        void withoutATurn_itSaysSoAndWhenItGoesOn() {
            limit(new AuthorityLimit(1, Duration.ofHours(1), 100));
            world.validator.proveAll();
            CertificateManager manager = world.manager();
            List<CertificateArn> both = List.of(
                    manager.request(request("a.example.test")).arn(),
                    manager.request(request("b.example.test")).arn());

            world.run(manager);

            List<CertificateArn> waiting = both.stream()
                    .filter(arn -> manager.describe(arn).status() != CertificateStatus.ISSUED)
                    .toList();
            assertThat(waiting).hasSize(1);
            List<Diagnosis> diagnoses = manager.explain(waiting.get(0)).diagnoses();
            assertThat(diagnoses).extracting(Diagnosis::code).containsExactly("AUTHORITY_LIMIT");
            assertThat(diagnoses.get(0).nextTry().orElseThrow()).isAfter(world.time.instant());
        }

        @Test
        void atMostSoManyAtOnce_theOthersOfTheRunFollow() {
            limit(new AuthorityLimit(1000, Duration.ofMinutes(1), 2));
            world.validator.proveAll();
            CertificateManager manager = world.manager();
            for (int i = 0; i < 9; i++) {
                manager.request(request("a" + i + ".example.test"));
            }

            world.pass(manager, Duration.ofMinutes(10));

            assertThat(world.authority.signatures()).isEqualTo(9);
        }
    }

    @Nested
    class SilentPorts {
        private static final DomainName SILENT = DomainName.parse("silent.example.test");

        private final AtomicInteger looks = new AtomicInteger();

        @Test
        void validatorThatNeverAnswers_holdsUpNoOther_andEndsTheRun() {
            world.validator.proveAll();
            CompletableFuture<Observation> never = new CompletableFuture<>();
            CertificateManager manager =
                    world.builder(world.store).validator(silent(never)).build();
            CertificateArn silent =
                    manager.request(request("silent.example.test")).arn();
            CertificateArn fine = manager.request(request("fine.example.test")).arn();

            RunReport report = manager.runDue(10);

            assertThat(report.steps()).extracting(RunReport.Step::outcome).contains("LeftBehind");
            assertThat(manager.describe(fine).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(manager.describe(silent).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
        }

        @Test
        void answerThatComesLate_isAppliedByALaterRun() {
            world.validator.proveAll();
            CompletableFuture<Observation> late = new CompletableFuture<>();
            CertificateManager manager =
                    world.builder(world.store).validator(silent(late)).build();
            CertificateArn arn = manager.request(request("silent.example.test")).arn();
            manager.runDue(10);

            world.validator.observe(new ValidationSubject(arn, 1, SILENT)).thenAccept(late::complete);
            manager.runDue(10);

            assertThat(looks).hasValue(1);
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
        }

        @Test
        void answerThatNeverComes_isAskedForAgain_butSeldom() {
            world.validator.proveAll();
            CertificateManager manager = world.builder(world.store)
                    .validator(silent(new CompletableFuture<>()))
                    .build();
            manager.request(request("silent.example.test"));

            for (int minute = 0; minute < 24 * 60; minute++) {
                manager.runDue(10);
                world.time.advance(Duration.ofMinutes(1));
            }

            assertThat(looks.get()).isBetween(10, 40);
        }

        /** Answers at once for all names but one, and for that as told; time passes while it does not. */
        private DomainValidator silent(CompletableFuture<Observation> answer) {
            return new DomainValidator() {
                @Override
                public ValidationMethod method() {
                    return world.validator.method();
                }

                @Override
                public String caaMethodLabel() {
                    return world.validator.caaMethodLabel();
                }

                @Override
                public Challenge challenge(ValidationSubject subject) {
                    return world.validator.challenge(subject);
                }

                @Override
                public CompletionStage<Observation> observe(ValidationSubject subject) {
                    if (!subject.name().equals(SILENT)) {
                        return world.validator.observe(subject);
                    }
                    looks.incrementAndGet();
                    world.time.advance(Duration.ofMinutes(1));
                    CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS)
                            .execute(() -> world.time.advance(Duration.ofMinutes(2)));
                    return answer;
                }

                @Override
                public Judgement judge(
                        ValidationSubject subject, Observation observation, ValidationRules rules, Instant now) {
                    return world.validator.judge(subject, observation, rules, now);
                }
            };
        }
    }

    @Nested
    class Stopping {
        @Test
        void toldToStop_endsTheStepAndLeavesTheRestToAnother() {
            world.validator.proveAll();
            CertificateManager manager = world.manager();
            CertificateArn arn = manager.request(World.request()).arn();
            AtomicInteger questions = new AtomicInteger();

            RunReport report = manager.runDue(10, () -> questions.incrementAndGet() <= 3);

            assertThat(report.steps()).isNotEmpty().hasSizeLessThan(4);
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.PENDING_VALIDATION);
            assertThat(report.nextRun()).hasValue(world.time.instant());
            // no claim is in another manager's way
            world.manager().runDue(10);
            assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(world.authority.signatures()).isEqualTo(1);
        }

        @Test
        void toldToStopAtOnce_doesNothing() {
            CertificateManager manager = world.manager();
            manager.request(World.request());

            assertThat(manager.runDue(10, () -> false).steps()).isEmpty();
        }
    }

    @Nested
    class Refused {
        @Test
        void storeThatRefusesOneRecord_isNotHammered_andTheOthersGoOn() {
            world.validator.proveAll();
            RefusingStore store = new RefusingStore(world.store);
            CertificateManager manager = world.manager(store);
            CertificateArn refused =
                    manager.request(request("refused.example.test")).arn();
            store.refuse(refused);
            CertificateArn fine = manager.request(request("fine.example.test")).arn();

            for (int i = 0; i < 720; i++) {
                manager.runDue(10);
                world.time.advance(Duration.ofSeconds(5));
            }

            assertThat(manager.describe(fine).status()).isEqualTo(CertificateStatus.ISSUED);
            assertThat(store.refusals()).isBetween(3, 10);
            store.refuseNothing();
            world.pass(manager, Duration.ofHours(2));
            assertThat(manager.describe(refused).status()).isEqualTo(CertificateStatus.ISSUED);
        }
    }
}
