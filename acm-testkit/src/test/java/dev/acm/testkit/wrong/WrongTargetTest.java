package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.DeploymentTarget;
import dev.acm.testkit.contract.DeploymentTargetContract;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the target's contract. */
class WrongTargetTest {
    private static WrongTarget wrong = WrongTarget.GOES_BACK;

    @ParameterizedTest
    @EnumSource
    void contract_wrongTarget_failsWhereItIsWrong(WrongTarget target) {
        wrong = target;

        Set<String> failed = ContractRun.failedTests(Case.class);

        assertThat(failed).containsAll(target.caughtBy());
        failed.removeAll(target.caughtBy());
        failed.removeAll(target.alsoCaughtBy());
        assertThat(failed).isEmpty();
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements DeploymentTargetContract {
        @Override
        public DeploymentTarget newTarget() {
            return wrong.newTarget();
        }

        @Override
        public boolean breakNextActivation(DeploymentTarget target) {
            wrong.breakNextActivation(target);
            return true;
        }
    }
}
