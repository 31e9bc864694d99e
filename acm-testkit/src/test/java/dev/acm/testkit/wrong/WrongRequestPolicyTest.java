package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import dev.acm.event.Caller;
import dev.acm.name.DomainName;
import dev.acm.spi.RequestConditions;
import dev.acm.spi.RequestPolicy;
import dev.acm.testkit.contract.RequestPolicyContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on a policy as a host writes it, and its negative control. */
class WrongRequestPolicyTest implements RequestPolicyContract {
    private static final Caller ALICE = new Caller("123456789012", "alice", "192.0.2.7");
    private static WrongRequestPolicy wrong = WrongRequestPolicy.ALLOWS_EVERYTHING;

    private static RequestPolicy right() {
        return (caller, request) -> request.domainNames().get(0).value().endsWith(".example.test")
                ? new RequestPolicy.Allowed(true)
                : new RequestPolicy.Denied(FailureReason.DOMAIN_NOT_ALLOWED, "Only names below example.test.");
    }

    private static Question question(String name, boolean allowed) {
        RequestConditions request = new RequestConditions(
                RequestConditions.Operation.REQUEST,
                List.of(DomainName.parse(name)),
                ValidationMethod.DNS,
                KeyAlgorithm.EC_prime256v1,
                "fake-authority",
                false,
                Optional.empty(),
                List.of());
        return new Question(ALICE, request, allowed);
    }

    @Override
    public RequestPolicy newPolicy() {
        return right();
    }

    @Override
    public List<Question> questions() {
        return asked();
    }

    private static List<Question> asked() {
        return List.of(question("shop.example.test", true), question("shop.example.org", false));
    }

    @ParameterizedTest
    @EnumSource
    void contract_wrongPolicy_failsWhereItIsWrong(WrongRequestPolicy policy) {
        wrong = policy;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(policy.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements RequestPolicyContract {
        @Override
        public RequestPolicy newPolicy() {
            return wrong.over(right());
        }

        @Override
        public List<Question> questions() {
            return asked();
        }
    }
}
