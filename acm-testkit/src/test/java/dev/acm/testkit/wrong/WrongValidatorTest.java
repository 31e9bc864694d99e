package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.dcv.Challenge;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.ValidationSubject;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.contract.DomainValidatorContract;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the validator's contract. */
class WrongValidatorTest {
    private static WrongValidator wrong = WrongValidator.PROVES_ANYTHING;

    @ParameterizedTest
    @EnumSource
    void contract_wrongValidator_failsWhereItIsWrong(WrongValidator validator) {
        wrong = validator;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(validator.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements DomainValidatorContract {
        private final MutableTime time = MutableTime.at("2026-11-23T11:00:00Z");

        @Override
        public DomainValidator newValidator() {
            return wrong.newValidator(() -> time.advance(Duration.ofSeconds(1)));
        }

        @Override
        public void act(DomainValidator validator, ValidationSubject subject, Challenge challenge) {
            wrong.prove(validator, subject.name());
        }

        @Override
        public void undo(DomainValidator validator, ValidationSubject subject) {
            wrong.unprove(validator, subject.name());
        }
    }
}
