package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ValidationZone;
import dev.acm.testkit.contract.ValidationZoneContract;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the validation zone's contract. */
class WrongValidationZoneTest {
    private static WrongValidationZone wrong = WrongValidationZone.DOES_NOTHING;

    @ParameterizedTest
    @EnumSource
    void contract_wrongZone_failsWhereItIsWrong(WrongValidationZone zone) {
        wrong = zone;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(zone.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements ValidationZoneContract {
        @Override
        public ValidationZone newZone() {
            return wrong.newZone();
        }

        @Override
        public List<String> answers(ValidationZone zone, String name) {
            return wrong.answers(zone, name);
        }

        @Override
        public void breakDown(ValidationZone zone) {
            wrong.breakDown(zone);
        }
    }
}
