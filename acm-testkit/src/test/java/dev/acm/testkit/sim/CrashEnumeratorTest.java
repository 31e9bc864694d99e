package dev.acm.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.CertificateAuthority;
import dev.acm.testkit.Fault;
import dev.acm.testkit.sim.CrashEnumerator.Report;
import dev.acm.testkit.workflow.FakeCodec;
import dev.acm.testkit.workflow.FakeKeyCheck;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every workflow, with one thing going wrong at each call that leaves the process in turn, and with a fifth of all calls
 * going wrong by chance.
 */
@DisplayName("Principle 2: intent before effect")
class CrashEnumeratorTest {
    private static final Instant START = Instant.parse("2026-01-10T09:00:00Z");
    private static final int SEEDS = 12;

    /** So many of the some thousand pairs of places are drawn in each build; {@code -Dacm.crashes=full} tries all. */
    private static final int PAIRS = 25;

    static SimulatedWorld world(long seed) {
        return new SimulatedWorld(seed, START);
    }

    private static CrashEnumerator enumerator() {
        return CrashEnumerator.of(
                CrashEnumeratorTest::world,
                (world, process) -> world.standard(process)
                        .certificateCodec(new FakeCodec())
                        .keyCheck(new FakeKeyCheck())
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void everywhere_processDies_workflowEndsWell(Workflows workflow) {
        Report report = enumerator().everywhere(workflow, EnumSet.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER));

        assertThat(report.failures()).isEmpty();
        assertThat(report.places("RecordStore", "write"))
                .as(report.places().toString())
                .isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    void everywhere_callFails_workflowEndsWell(Workflows workflow) {
        Report report =
                enumerator().everywhere(workflow, EnumSet.of(Fault.NOT_DONE, Fault.REQUEST_LOST, Fault.ANSWER_LOST));

        assertThat(report.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void byChance_fifthOfAnswersLost_workflowEndsWell(Workflows workflow) {
        Report report = enumerator().byChance(workflow, 20, List.of(Fault.ANSWER_LOST), SEEDS);

        assertThat(report.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void byChance_allFaults_workflowEndsWell(Workflows workflow) {
        Report report = enumerator().byChance(workflow, 10, List.of(Fault.values()), SEEDS);

        assertThat(report.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void twice_processDiesAgainWhileItRecovers_workflowEndsWell(Workflows workflow) {
        Report report = "full".equals(System.getProperty("acm.crashes"))
                ? enumerator().everywhereTwice(workflow)
                : enumerator().someTwice(workflow, new Chance(workflow.ordinal()).fork("twice"), PAIRS);

        assertThat(report.failures()).isEmpty();
        assertThat(report.plays()).isGreaterThan(PAIRS);
        assertThat(report.places("RecordStore", "write")).isPositive();
    }

    @Test
    void negativeControl_answerThatIsForgottenOnceItIsGiven_isFoundByDyingTwiceOnly() {
        CrashEnumerator forgetful = CrashEnumerator.of(
                CrashEnumeratorTest::world,
                (world, process) -> world.standard(process)
                        .authority(process.around(CertificateAuthority.class, ForgetfulAuthority.of(world)))
                        .build());

        assertThat(forgetful
                        .everywhere(Workflows.REQUEST_TO_ISSUE, EnumSet.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER))
                        .failures())
                .isEmpty();
        assertThat(forgetful.everywhereTwice(Workflows.REQUEST_TO_ISSUE).failures())
                .isNotEmpty()
                .allMatch(failure -> failure.contains("is known to nobody but the authority"));
    }
}
