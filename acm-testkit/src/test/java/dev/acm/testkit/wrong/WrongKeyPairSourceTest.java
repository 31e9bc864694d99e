package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.KeyPairSource;
import dev.acm.testkit.contract.KeyPairSourceContract;
import dev.acm.vault.JdkKeyPairSource;
import java.security.SecureRandom;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the contract of sources of key pairs. */
class WrongKeyPairSourceTest {
    private static WrongKeyPairSource wrong = WrongKeyPairSource.MIXES_PAIRS;

    @ParameterizedTest
    @EnumSource
    void contract_wrongSource_failsWhereItIsWrong(WrongKeyPairSource source) {
        wrong = source;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(source.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements KeyPairSourceContract {
        @Override
        public KeyPairSource newSource() {
            return wrong.over(new JdkKeyPairSource(new SecureRandom()));
        }
    }
}
