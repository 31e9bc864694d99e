package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.DnsAnswer.Security;
import dev.acm.spi.DnsAnswer.Status;
import dev.acm.spi.DnsQuestion;
import dev.acm.spi.DnsResolver;
import dev.acm.testkit.FakeDns;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.contract.DnsResolverContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the resolver's contract. */
class WrongResolverTest {
    private static WrongResolver wrong = WrongResolver.THROWS;

    @ParameterizedTest
    @EnumSource
    void contract_wrongResolver_failsWhereItIsWrong(WrongResolver resolver) {
        wrong = resolver;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(resolver.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements DnsResolverContract {
        @Override
        public DnsResolver resolver() {
            return wrong.over(new FakeDns(MutableTime.at("2026-11-23T12:00:00Z"))
                    .txt("there.example.", "text")
                    .cname("one.example.", "two.example.")
                    .cname("two.example.", "there.example.")
                    .txt("bogus.example.", "forged")
                    .security("bogus.example.", Security.BOGUS)
                    .fail("broken.example.", "TXT", Status.SERVFAIL));
        }

        @Override
        public DnsQuestion existing() {
            return new DnsQuestion("there.example.", "TXT");
        }

        @Override
        public DnsQuestion missing() {
            return new DnsQuestion("nowhere.example.", "TXT");
        }

        @Override
        public Optional<DnsQuestion> noData() {
            return Optional.of(new DnsQuestion("there.example.", "CAA"));
        }

        @Override
        public Optional<DnsQuestion> aliased() {
            return Optional.of(new DnsQuestion("one.example.", "TXT"));
        }

        @Override
        public Optional<DnsQuestion> bogus() {
            return Optional.of(new DnsQuestion("bogus.example.", "TXT"));
        }

        @Override
        public Map<DnsQuestion, Status> troubles() {
            return Map.of(new DnsQuestion("broken.example.", "TXT"), Status.SERVFAIL);
        }
    }
}
