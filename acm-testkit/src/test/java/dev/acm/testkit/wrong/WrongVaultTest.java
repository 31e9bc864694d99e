package dev.acm.testkit.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.KeyVault;
import dev.acm.testkit.contract.KeyVaultContract;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the vault's contract. */
class WrongVaultTest {
    private static WrongVault wrong = WrongVault.IGNORES_THE_OWNER;

    @ParameterizedTest
    @EnumSource
    void contract_wrongVault_failsWhereItIsWrong(WrongVault vault) {
        wrong = vault;

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(vault.caughtBy());
    }

    @EnabledIf("dev.acm.testkit.wrong.ContractRun#isRunning")
    static class Case implements KeyVaultContract {
        @Override
        public KeyVault newVault() {
            return wrong.newVault(new SecureRandom());
        }

        @Override
        public boolean isExtractable() {
            return wrong.isExtractable();
        }

        @Override
        public List<KeyAlgorithm> algorithms() {
            return List.of(KeyAlgorithm.EC_prime256v1);
        }
    }
}
