package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ServingMaterial;
import dev.acm.spi.ServingProbe;
import dev.acm.testkit.RecordingTarget;
import dev.acm.testkit.contract.ServingProbeContract;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the probe's contract. */
class WrongProbeTest {
    private static UnaryOperator<ServingProbe> kind = UnaryOperator.identity();

    @ParameterizedTest
    @EnumSource
    void contract_wrongProbe_failsWhereItIsWrong(WrongProbe probe) {
        kind = probe::over;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(probe.caughtBy());
    }

    @Test
    void contract_rightProbe_holds() {
        kind = UnaryOperator.identity();

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(Set.of());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements ServingProbeContract {
        private final RecordingTarget endpoint = new RecordingTarget("endpoint");

        @Override
        public ServingProbe newProbe() {
            return kind.apply(endpoint.probe());
        }

        @Override
        public void serve(ServingMaterial material) throws Exception {
            endpoint.activate(material);
        }

        @Override
        public void goAway() throws Exception {
            endpoint.retire(material(1).arn());
        }
    }
}
