package dev.acm.ca.pem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.ContractRun;
import dev.acm.spi.CertificateCodec;
import dev.acm.testkit.contract.CertificateCodecContract;
import dev.acm.testkit.wrong.WrongCodec;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the codec's contract. */
class WrongCodecTest {
    // to be quick, the codecs here take too few rounds, which this test notices
    private static final Set<String> FEW_ROUNDS = Set.of("c7_encryptedKey_readsBackUnderItsPassphrase");
    private static Optional<WrongCodec> wrong = Optional.empty();

    @ParameterizedTest
    @EnumSource
    void contract_wrongCodec_isCaught(WrongCodec codec) {
        wrong = Optional.of(codec);
        Set<String> expected = new TreeSet<>(codec.caughtBy());
        expected.addAll(FEW_ROUNDS);

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(expected);
    }

    @Test
    void contract_fewRounds_isCaught() {
        wrong = Optional.empty();

        assertThat(ContractRun.failedTests(Case.class)).isEqualTo(FEW_ROUNDS);
    }

    @EnabledIf("dev.acm.ca.ContractRun#isRunning")
    static class Case implements CertificateCodecContract {
        @Override
        public CertificateCodec newCodec() {
            PemCodec right = new PemCodec(new SecureRandom(), 1000);
            return wrong.map(codec -> codec.over(right)).orElse(right);
        }
    }
}
