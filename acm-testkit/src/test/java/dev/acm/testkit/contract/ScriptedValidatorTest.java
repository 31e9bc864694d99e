package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.dcv.Challenge;
import dev.acm.dcv.ValidationMethod;
import dev.acm.name.DomainName;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.Judgement;
import dev.acm.spi.ValidationRules;
import dev.acm.spi.ValidationSubject;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.ScriptedValidator;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScriptedValidatorTest {
    private final MutableTime time = MutableTime.at("2026-11-23T12:00:00Z");

    /** The contract, by either method. */
    private interface Scripted extends DomainValidatorContract {
        @Override
        default void act(DomainValidator validator, ValidationSubject subject, Challenge challenge) {
            ((ScriptedValidator) validator).prove(subject.name());
        }

        @Override
        default void undo(DomainValidator validator, ValidationSubject subject) {
            ((ScriptedValidator) validator).unprove(subject.name());
        }
    }

    @Nested
    class ByDns implements Scripted {
        @Override
        public DomainValidator newValidator() {
            return new ScriptedValidator(time);
        }
    }

    @Nested
    class ByMail implements Scripted {
        @Override
        public DomainValidator newValidator() {
            return new ScriptedValidator(ValidationMethod.EMAIL, time);
        }
    }

    @Test
    void script_eachState_isJudgedSo() {
        DomainName name = DomainName.parse("*.example.com");
        ValidationSubject subject =
                new ValidationSubject(new CertificateArn("acm", "eu-1", "1", new UUID(0x4000L, 1)), 1, name);
        ScriptedValidator validator = new ScriptedValidator(time).proveAll();

        assertThat(judge(validator, subject)).isInstanceOf(Judgement.Proven.class);
        validator.trouble(name);
        assertThat(judge(validator, subject)).isInstanceOf(Judgement.NotYet.class);
        validator.refuse(name);
        assertThat(judge(validator, subject)).isInstanceOf(Judgement.Refused.class);
        assertThat(validator.observed()).containsOnly(subject).hasSize(3);
    }

    private static Judgement judge(ScriptedValidator validator, ValidationSubject subject) {
        return validator.judge(
                subject, validator.observe(subject).toCompletableFuture().join(), ValidationRules.acm(), Instant.EPOCH);
    }
}
