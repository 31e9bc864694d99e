package dev.acm.testkit.workflow;

import static dev.acm.testkit.TestCertificate.authority;
import static dev.acm.testkit.TestCertificate.keyPair;
import static dev.acm.testkit.TestCertificate.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.CertificateManager;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.ChainFault;
import dev.acm.certificate.ChainFault.Kind;
import dev.acm.certificate.ChainVerdict;
import dev.acm.testkit.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyChainTest {
    private static final TestCertificate ROOT = authority("root", Optional.empty());
    private static final TestCertificate ISSUER = authority("issuer", Optional.of(ROOT));
    private static final TestCertificate OTHER = authority("other", Optional.empty());
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String HOST = "shop.example.test";

    private static TestCertificate.Builder shop() {
        return server(HOST, keyPair("secp256r1", 1), HOST, "*.shop.example.test");
    }

    private static CertificateChain chain(TestCertificate... certificates) {
        return CertificateChain.of(
                Arrays.stream(certificates).map(TestCertificate::certificate).toList());
    }

    private static ChainVerdict verify(CertificateChain chain, String host, Instant at, TestCertificate... trust) {
        List<X509Certificate> trusted =
                Arrays.stream(trust).map(TestCertificate::certificate).toList();
        return CertificateManager.verifyChain(chain, trusted, host, at);
    }

    private static List<Kind> kinds(ChainVerdict verdict) {
        return verdict.faults().stream().map(ChainFault::kind).toList();
    }

    @Test
    void verify_withAndWithoutItsRoot_isTrusted() {
        TestCertificate leaf = shop().signedBy(ISSUER);

        assertThat(verify(chain(leaf, ISSUER), HOST, NOW, ROOT).isTrusted()).isTrue();
        assertThat(verify(chain(leaf, ISSUER, ROOT), HOST, NOW, ROOT).anchor()).contains(ROOT.certificate());
        assertThat(verify(chain(leaf, ISSUER, ROOT), HOST, NOW, ISSUER).isTrusted())
                .isTrue();
    }

    @Test
    void verify_underAnotherRoot_hasNoAnchor() {
        assertThat(kinds(verify(chain(shop().signedBy(ISSUER), ISSUER), HOST, NOW, OTHER)))
                .containsExactly(Kind.NO_TRUST_ANCHOR);
        assertThat(kinds(verify(chain(shop().signedBy(ISSUER), ISSUER), HOST, NOW)))
                .containsExactly(Kind.NO_TRUST_ANCHOR);
    }

    @Test
    void verify_selfSignedAndTrustedItself_isTrusted() {
        TestCertificate leaf = shop().selfSigned();

        assertThat(verify(chain(leaf), HOST, NOW, leaf).isTrusted()).isTrue();
        assertThat(verify(chain(leaf), HOST, NOW, ROOT).isTrusted()).isFalse();
    }

    @Test
    void verify_wrongOrder_namesTheIndex() {
        ChainVerdict verdict = verify(chain(shop().signedBy(ISSUER), OTHER, ISSUER), HOST, NOW, ROOT);

        assertThat(verdict.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.ISSUER);
            assertThat(fault.index()).hasValue(1);
        });
    }

    @Test
    void verify_issuerOfTheSameNameWithAnotherKey_isASignatureFault() {
        TestCertificate impostor = server("root", keyPair("secp256r1", 77)).selfSigned();

        assertThat(kinds(verify(chain(shop().signedBy(ISSUER), ISSUER), HOST, NOW, impostor)))
                .doesNotContain(Kind.HOST)
                .isNotEmpty();
    }

    @Test
    void verify_leafAsIssuer_isNoAuthority() {
        TestCertificate middle =
                server("middle", keyPair("secp256r1", 78), "m.example.test").signedBy(ISSUER);

        assertThat(kinds(verify(chain(shop().signedBy(middle), middle, ISSUER), HOST, NOW, ROOT)))
                .containsExactly(Kind.NOT_AN_AUTHORITY);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59Z,NOT_YET_VALID",
        "2026-01-01T00:00:00Z,",
        "2027-01-01T00:00:00Z,",
        "2027-01-01T00:00:01Z,EXPIRED"
    })
    void verify_dates_atAndBeyondTheBorder(Instant at, Kind expected) {
        List<Kind> kinds = kinds(verify(chain(shop().signedBy(ISSUER), ISSUER), HOST, at, ROOT));

        assertThat(kinds).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example.test,true",
        "SHOP.example.test,true",
        "www.shop.example.test,true",
        "a.www.shop.example.test,false",
        "example.test,false",
        "*.shop.example.test,false",
        "192.0.2.1,false"
    })
    void verify_host_byAlternativeNameOnly(String host, boolean matches) {
        assertThat(verify(chain(shop().signedBy(ISSUER), ISSUER), host, NOW, ROOT)
                        .isTrusted())
                .isEqualTo(matches);
    }

    @Test
    void verify_commonNameOnly_doesNotCount() {
        TestCertificate leaf = server(HOST, keyPair("secp256r1", 1)).signedBy(ISSUER);

        assertThat(kinds(verify(chain(leaf, ISSUER), HOST, NOW, ROOT))).containsExactly(Kind.HOST);
    }

    @Test
    void verify_address_byAddressOnly() {
        TestCertificate leaf = server("", keyPair("secp256r1", 1))
                .addresses(new byte[] {(byte) 192, 0, 2, 1})
                .signedBy(ISSUER);

        assertThat(verify(chain(leaf, ISSUER), "192.0.2.1", NOW, ROOT).isTrusted())
                .isTrue();
        assertThat(verify(chain(leaf, ISSUER), "192.0.2.2", NOW, ROOT).isTrusted())
                .isFalse();
    }

    @Test
    void verify_severalFaults_areToldTogether() {
        TestCertificate leaf = shop().extendedUsages("1.3.6.1.5.5.7.3.2").signedBy(ISSUER);

        assertThat(kinds(verify(
                        chain(leaf, ISSUER), "other.example.test", Instant.parse("2030-01-01T00:00:00Z"), OTHER)))
                .contains(Kind.EXPIRED, Kind.USAGE, Kind.HOST, Kind.NO_TRUST_ANCHOR);
    }
}
