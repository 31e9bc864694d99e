package dev.acm.testkit.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.CertificateDetail;
import dev.acm.CertificateManager;
import dev.acm.ListQuery;
import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.CertificateStatus;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.error.AcmException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.AttemptId;
import dev.acm.spi.AuthorityDescription;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.Document;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import dev.acm.testkit.Crash;
import dev.acm.testkit.Fault;
import dev.acm.testkit.FaultyStore;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One certificate's whole life, with one thing going wrong at each place in turn, and a restart after it. Whatever goes
 * wrong, one attempt gives one certificate, every signature is known, and it all comes to its end unaided.
 */
@DisplayName("Principle 2: intent before effect")
class CrashTest {
    private static final CertificateRequest REQUEST = CertificateRequest.builder("shop.example.test")
            .keyAlgorithm(KeyAlgorithm.EC_prime256v1)
            .idempotencyToken("only_once")
            .build();

    /** Beyond this many calls the workflow has come to its end, so a fault planned there never happens. */
    private static final int MOST_CALLS = 80;

    @TestFactory
    Stream<DynamicTest> storeWrites() {
        return Stream.of(Fault.values())
                .map(fault -> DynamicTest.dynamicTest(
                        "store write, " + fault,
                        () -> everyPlace((run, n) -> run.store.onWrite(n, fault), Run::writes)));
    }

    @TestFactory
    Stream<DynamicTest> outsideCalls() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(
                        place("submit", fault, (run, n) -> run.world.authority.onSubmit(n, fault), 3),
                        place("activate", fault, (run, n) -> run.world.target.onActivate(n, fault), 3),
                        place("prepare", fault, (run, n) -> run.world.target.onPrepare(n, fault), 3),
                        place("observe", fault, (run, n) -> run.world.target.onObserve(n, fault), 3),
                        place("retire", fault, (run, n) -> run.world.target.onRetire(n, fault), 2),
                        place("append", fault, (run, n) -> run.world.audit.onAppend(n, fault), 30)));
    }

    private interface Planner {
        void plan(Run run, int n);
    }

    private static DynamicTest place(String call, Fault fault, Planner planner, int calls) {
        return DynamicTest.dynamicTest(call + ", " + fault, () -> {
            for (int n = 1; n <= calls; n++) {
                int place = n;
                new Run().live(run -> planner.plan(run, place));
            }
        });
    }

    private static void everyPlace(Planner planner, java.util.function.ToIntFunction<Run> calls) {
        for (int n = 1; n <= MOST_CALLS; n++) {
            int place = n;
            Run run = new Run().live(fresh -> planner.plan(fresh, place));
            if (calls.applyAsInt(run) < place) {
                assertThat(n).as("places tried").isGreaterThan(15);
                return;
            }
        }
        throw new AssertionError("the workflow makes more than " + MOST_CALLS + " calls: raise the bound");
    }

    @Test
    void negativeControl_authorityThatForgets_isCaught() {
        assertThatThrownBy(() -> {
                    Run run = new Run();
                    run.authority = Optional.of(new ForgetfulAuthority(run.world.authority));
                    run.live(fresh -> fresh.world.authority.onSubmit(1, Fault.ANSWER_LOST));
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("every signature is known");
    }

    /** One life, restarted as often as it takes. */
    private static final class Run {
        final World world = new World();
        FaultyStore store = FaultyStore.over(world.store);
        Optional<CertificateAuthority> authority = Optional.empty();
        private CertificateManager manager;
        private int restarts;
        private int writesBefore;

        int writes() {
            return writesBefore + store.writes();
        }

        Run live(Consumer<Run> plan) {
            world.validator.proveAll();
            plan.accept(this);
            manager = build();
            CertificateArn arn = step(() -> manager.request(REQUEST).arn());
            step(() -> {
                runUntil(world.time.instant().plus(Duration.ofHours(2)));
                assertThat(manager.describe(arn).status()).isEqualTo(CertificateStatus.ISSUED);
                return arn;
            });
            step(() -> {
                manager.deployments().associate(arn, World.TARGET);
                runUntil(world.time.instant().plus(Duration.ofHours(2)));
                assertThat(world.target.served(arn)).isPresent();
                return arn;
            });
            Instant renewed = manager.describe(arn).renewalDue().orElseThrow().plus(Duration.ofDays(1));
            step(() -> {
                runUntil(renewed);
                CertificateDetail detail = manager.describe(arn);
                assertThat(detail.generation()).hasValue(2);
                assertThat(world.target.served(arn).orElseThrow().generation()).isEqualTo(2);
                return arn;
            });
            step(() -> {
                manager.deployments().disassociate(arn, World.TARGET);
                deleteIfThere(arn);
                runUntil(world.time.instant().plus(Duration.ofHours(2)));
                assertThat(world.target.served(arn)).isEmpty();
                return arn;
            });
            checkInvariants(arn);
            return this;
        }

        private void deleteIfThere(CertificateArn arn) {
            try {
                manager.delete(arn);
            } catch (ResourceNotFoundException e) {
                // a try before a restart deleted it
                assertThat(restarts).isPositive();
            }
        }

        // a step that is interrupted is taken again, by a new process where the old one died
        private CertificateArn step(java.util.concurrent.Callable<CertificateArn> step) {
            for (int i = 0; i < 5; i++) {
                try {
                    return step.call();
                } catch (Crash e) {
                    restarts++;
                    writesBefore += store.writes();
                    store = FaultyStore.over(world.store);
                    manager = build();
                } catch (ResourceNotFoundException e) {
                    return CertificateArn.parse(e.arn().toString());
                } catch (AcmException e) {
                    restarts++;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            throw new AssertionError("a step never succeeded");
        }

        private CertificateManager build() {
            return world.builder(store)
                    .authority(authority.orElse(world.authority))
                    .build();
        }

        private void runUntil(Instant end) {
            world.runUntil(manager, end);
        }

        private void checkInvariants(CertificateArn arn) {
            assertThat(manager.list(ListQuery.all()).certificates()).isEmpty();
            List<AuditEntry> chain = world.audit.chainOf(arn);
            assertThat(chain.stream()
                            .map(entry -> entry.event().sequence())
                            .distinct()
                            .toList())
                    .as("events without gaps")
                    .isEqualTo(Stream.iterate(1L, i -> i + 1)
                            .limit(chain.stream()
                                    .map(entry -> entry.event().sequence())
                                    .distinct()
                                    .count())
                            .toList());
            List<String> known = chain.stream()
                    .map(AuditEntry::event)
                    .filter(event -> event.type() == EventType.ISSUED || event.type() == EventType.RENEWED)
                    .map(event -> event.details().get("serial"))
                    .distinct()
                    .toList();
            assertThat(new TreeSet<>(known))
                    .as("every signature is known")
                    .isEqualTo(serials(world.authority.issued().values()));
            assertThat(world.authority.signatures())
                    .as("one signature for each attempt")
                    .isEqualTo(2);
        }

        private static TreeSet<String> serials(Iterable<CertificateChain> chains) {
            TreeSet<String> serials = new TreeSet<>();
            chains.forEach(chain -> {
                BigInteger serial = chain.leaf().getSerialNumber();
                byte[] octets = serial.toByteArray();
                List<String> hex = new ArrayList<>();
                for (int i = octets.length > 1 && octets[0] == 0 ? 1 : 0; i < octets.length; i++) {
                    hex.add(String.format("%02x", octets[i]));
                }
                serials.add(String.join(":", hex));
            });
            return serials;
        }
    }

    /** Breaks A2: it signs whatever it is asked, and knows of nothing it signed. */
    private static final class ForgetfulAuthority implements CertificateAuthority {
        private final CertificateAuthority behind;
        private final Map<AttemptId, Integer> asked = new ConcurrentHashMap<>();

        ForgetfulAuthority(CertificateAuthority behind) {
            this.behind = behind;
        }

        @Override
        public AuthorityDescription describe() {
            return behind.describe();
        }

        @Override
        public Submission submit(AttemptId attempt, IssuancePlan plan) throws AuthorityException {
            int times = asked.merge(attempt, 1, Integer::sum);
            String id = attempt.value().substring(0, 30) + String.format("%02x", times);
            return behind.submit(new AttemptId(id), plan);
        }

        @Override
        public Submission poll(AttemptId attempt, Document reference, Instant now) throws AuthorityException {
            return behind.poll(attempt, reference, now);
        }

        @Override
        public Optional<Submission> find(AttemptId attempt) {
            return Optional.empty();
        }

        @Override
        public void revoke(CertificateChain chain, RevocationReason reason, Instant at) throws AuthorityException {
            behind.revoke(chain, reason, at);
        }
    }
}
