package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.name.DomainName;
import dev.acm.spi.CaaPolicy;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.contract.CaaPolicyContract;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the CAA policy's contract. */
class WrongCaaPolicyTest {
    private static WrongCaaPolicy wrong = WrongCaaPolicy.PERMITS_ALWAYS;

    @ParameterizedTest
    @EnumSource
    void contract_wrongPolicy_failsWhereItIsWrong(WrongCaaPolicy policy) {
        wrong = policy;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(policy.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements CaaPolicyContract {
        private final MutableTime time = MutableTime.at("2026-11-23T12:00:00Z");

        @Override
        public CaaPolicy newPolicy() {
            return wrong.newPolicy(time);
        }

        @Override
        public void publish(CaaPolicy policy, DomainName name, String issuer) {
            wrong.publish(policy, name, issuer.equals(ISSUER));
        }

        @Override
        public void fail(CaaPolicy policy, DomainName name) {
            wrong.fail(policy, name);
        }
    }
}
