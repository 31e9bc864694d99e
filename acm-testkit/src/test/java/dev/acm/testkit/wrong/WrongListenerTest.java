package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.CertificateListener;
import dev.acm.testkit.contract.CertificateListenerContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the listener's contract. */
class WrongListenerTest {
    private static WrongListener wrong = WrongListener.COUNTS_REPEATED_EVENTS;

    @ParameterizedTest
    @EnumSource
    void contract_wrongListener_failsWhereItIsWrong(WrongListener listener) {
        wrong = listener;

        Set<String> failed = ContractRun.failedTests(Case.class);

        assertThat(failed).containsAll(listener.caughtBy());
        failed.removeAll(listener.caughtBy());
        failed.removeAll(listener.alsoCaughtBy());
        assertThat(failed).isEmpty();
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements CertificateListenerContract {
        @Override
        public CertificateListener newListener() {
            return wrong.newListener();
        }

        @Override
        public List<?> effects(CertificateListener listener) {
            return wrong.effects(listener);
        }
    }
}
