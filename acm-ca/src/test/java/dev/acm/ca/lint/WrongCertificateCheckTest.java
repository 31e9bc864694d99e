package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.ContractRun;
import dev.acm.spi.CertificateCheck;
import dev.acm.testkit.contract.CertificateCheckContract;
import dev.acm.testkit.wrong.WrongCertificateCheck;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the contract of checks of certificates. */
class WrongCertificateCheckTest {
    private static WrongCertificateCheck wrong = WrongCertificateCheck.THROWS;

    @ParameterizedTest
    @EnumSource
    void contract_wrongCheck_isCaught(WrongCertificateCheck check) {
        wrong = check;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(check.caughtBy());
    }

    @EnabledIf("dev.acm.ca.ContractRun#isRunning")
    static class Case implements CertificateCheckContract {
        @Override
        public CertificateCheck newCheck() {
            return wrong.over(LintCheck.rfc5280());
        }
    }
}
