package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.CertificateAuthority;
import dev.acm.testkit.contract.CertificateAuthorityContract;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the authority's contract. */
class WrongAuthorityTest {
    private static WrongAuthority wrong = WrongAuthority.SIGNS_AGAIN;

    @ParameterizedTest
    @EnumSource
    void contract_wrongAuthority_failsWhereItIsWrong(WrongAuthority authority) {
        wrong = authority;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(authority.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements CertificateAuthorityContract {
        @Override
        public CertificateAuthority newAuthority() {
            return wrong.newAuthority(now());
        }

        @Override
        public CertificateAuthority restart(CertificateAuthority authority) {
            return wrong.restart(authority, now());
        }
    }
}
