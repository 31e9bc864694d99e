package dev.acm.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Usages by ACM's names, bit by bit and by object identifier (RFC 5280 sections 4.2.1.3 and 4.2.1.12). */
class KeyUsageTest {
    static Stream<Arguments> bits() {
        return Stream.of(
                Arguments.of(0, KeyUsage.DIGITAL_SIGNATURE),
                Arguments.of(1, KeyUsage.NON_REPUDIATION),
                Arguments.of(2, KeyUsage.KEY_ENCIPHERMENT),
                Arguments.of(3, KeyUsage.DATA_ENCIPHERMENT),
                Arguments.of(4, KeyUsage.KEY_AGREEMENT),
                Arguments.of(5, KeyUsage.CERTIFICATE_SIGNING),
                Arguments.of(6, KeyUsage.CRL_SIGNING),
                Arguments.of(7, KeyUsage.ENCIPHER_ONLY),
                Arguments.of(8, KeyUsage.DECIPHER_ONLY));
    }

    @ParameterizedTest
    @MethodSource("bits")
    void of_oneBit_isThatUsage(int bit, KeyUsage usage) {
        boolean[] bits = new boolean[9];
        bits[bit] = true;

        assertThat(KeyUsage.of(bits)).containsExactly(usage);
    }

    @Test
    void of_noExtension_isAnyAndNone() {
        X509Certificate plain = CertificateChain.fromDer(List.of(
                        TestCertificates.of("plain", TestCertificates.keys()).der()))
                .leaf();

        assertThat(KeyUsage.of(plain)).containsExactly(KeyUsage.ANY);
        assertThat(ExtendedKeyUsage.of(plain)).containsExactly(ExtendedKeyUsage.NONE);
    }

    @ParameterizedTest
    @EnumSource(ExtendedKeyUsage.class)
    void of_eachIdentifier_isItsUsage(ExtendedKeyUsage usage) {
        Optional<String> oid = usage.oid();

        assertThat(oid.map(dotted -> ExtendedKeyUsage.of(List.of(dotted))).orElseGet(() -> Set.of(usage)))
                .containsExactly(usage);
    }

    @Test
    void of_otherIdentifiers_areCustom() {
        assertThat(ExtendedKeyUsage.of(List.of("1.3.6.1.5.5.7.3.1", "1.2.3", "1.2.4")))
                .containsExactly(ExtendedKeyUsage.TLS_WEB_SERVER_AUTHENTICATION, ExtendedKeyUsage.CUSTOM);
    }
}
