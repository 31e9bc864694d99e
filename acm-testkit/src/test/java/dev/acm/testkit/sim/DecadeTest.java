package dev.acm.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.spi.RecordStore;
import dev.acm.spi.WriteResult;
import dev.acm.testkit.sim.SimulatedFleet.Report;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ten years of a fleet, one seed in each build; {@code acm-benchmarks/decades} runs many seeds and larger fleets. To run one
 * that failed there again, change the seed here.
 */
class DecadeTest {
    private static final int CERTIFICATES = 1000;

    private static final long SEED = 1;

    @Test
    void decade_everythingGoesWrong_nothingExpiresThatCouldBeRenewed() {
        Report report = SimulatedFleet.ofSeed(SEED)
                .certificates(CERTIFICATES)
                .submissionsAnHour(50)
                .run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.signatures()).as("it was a decade").isGreaterThan(40L * CERTIFICATES);
        assertThat(report.crashes()).isPositive();
        assertThat(report.expired()).as("owners who left for good").isPositive();
    }

    private static SimulatedFleet small(long seed) {
        return SimulatedFleet.ofSeed(seed).certificates(30).years(3);
    }

    @Test
    void sameSeed_sameLog() {
        Report first = small(7).run();

        assertThat(small(7).run()).isEqualTo(first);
        assertThat(small(8).run().log()).isNotEqualTo(first.log());
    }

    @Test
    void authorityHintsAtAThird_theyAreReplaced() {
        Report report = SimulatedFleet.ofSeed(1)
                .certificates(20)
                .years(1)
                .renewalHints(true)
                .run();

        assertThat(report.faults()).isEmpty();
    }

    /** The authority wants all replaced at once, and takes one an hour: fifty take two days. */
    private static SimulatedFleet allHintedAtOnce(int certificates) {
        return SimulatedFleet.ofSeed(3)
                .certificates(certificates)
                .years(1)
                .start(Instant.parse("2029-04-01T00:00:00Z"))
                .renewalHints(true)
                .replacedOneIn(1)
                .submissionsAnHour(1);
    }

    @Test
    void authorityHintsAtAll_andHasALimit_theyAreReplacedInTurns() {
        Report report = allHintedAtOnce(50).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.mostSubmissionsInAnHour()).isEqualTo(1);
    }

    @Test
    void negativeControl_hintsAtAll_managersThatDoNotKnowTheLimit_areFound() {
        Report report = allHintedAtOnce(50).limitTold(false).run();

        assertThat(report.faults()).anyMatch(fault -> fault.contains("submissions came within an hour"));
    }

    @Test
    void negativeControl_moreHintedThanTheLimitLets_isFound() {
        Report report = allHintedAtOnce(140).run();

        assertThat(report.faults()).anyMatch(fault -> fault.contains("was not replaced within"));
    }

    @Test
    void knownLimit_isKept() {
        Report report = small(1).submissionsAnHour(2).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.mostSubmissionsInAnHour()).isEqualTo(2);
    }

    @Test
    void negativeControl_renewalLeftToTheLastHours_isFound() {
        Report report = small(1).years(6)
                .program((world, process) -> program(world, process, world.store()))
                .run();

        assertThat(report.faults()).anyMatch(fault -> fault.contains("although nothing stood in the way"));
    }

    private static CertificateManager program(SimulatedWorld world, SimulatedProcess process, RecordStore store) {
        return world.over(process, store)
                .lifecyclePolicy(LifecyclePolicy.builder()
                        .validity(signedAt -> Duration.ofDays(46))
                        .renewBefore(Duration.ofMinutes(30))
                        .spreadFraction(0)
                        .build())
                .build();
    }

    @Test
    void negativeControl_managersThatDoNotKnowTheLimit_areFound() {
        Report report = small(1).submissionsAnHour(2).limitTold(false).run();

        assertThat(report.faults()).anyMatch(fault -> fault.contains("submissions came within an hour"));
    }

    @Test
    void negativeControl_storeThatForgetsWhichVersionItWasAskedFor_isFound() {
        Report report = SimulatedFleet.ofSeed(1)
                .certificates(60)
                .years(1)
                .program((world, process) -> program(world, process, losingUpdates(world.store())))
                .run();

        assertThat(report.faults()).isNotEmpty();
    }

    // every version fits, so the last writer wins (breaks S1)
    private static RecordStore losingUpdates(RecordStore store) {
        return (RecordStore) Proxy.newProxyInstance(
                RecordStore.class.getClassLoader(), new Class<?>[] {RecordStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("write")) {
                        return method.invoke(store, arguments);
                    }
                    WriteResult result = (WriteResult) method.invoke(store, arguments);
                    return result instanceof WriteResult.Conflict ? new WriteResult.Written(List.of("0")) : result;
                });
    }
}
