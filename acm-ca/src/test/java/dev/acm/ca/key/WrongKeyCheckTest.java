package dev.acm.ca.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.ContractRun;
import dev.acm.spi.KeyCheck;
import dev.acm.testkit.contract.KeyCheckContract;
import dev.acm.testkit.wrong.WrongKeyCheck;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the key check's contract. */
class WrongKeyCheckTest {
    private static WrongKeyCheck wrong = WrongKeyCheck.THROWS;

    @ParameterizedTest
    @EnumSource
    void contract_wrongCheck_isCaught(WrongKeyCheck check) {
        wrong = check;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(check.caughtBy());
    }

    @EnabledIf("dev.acm.ca.ContractRun#isRunning")
    static class Case implements KeyCheckContract {
        @Override
        public KeyCheck newCheck() {
            return wrong.over(WeakKeyCheck.create());
        }
    }
}
