package dev.acm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.name.DomainName;
import dev.acm.name.NameLimits;
import dev.acm.name.NameRules;
import dev.acm.request.CertificateRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may ask for; all faults come together. */
class RequestRulesTest {
    private static List<DomainName> check(CertificateRequest request) {
        return RequestRules.check(request, NameRules.publicWeb(), NameLimits.acm());
    }

    private static List<Finding> findings(CertificateRequest request) {
        return catchThrowableOfType(InvalidRequestException.class, () -> check(request))
                .findings();
    }

    @Test
    void check_inOrder_returnsTheNamesCanonicalOnceInOrder() {
        CertificateRequest request = CertificateRequest.builder("WWW.example.com")
                .alternativeName("example.com")
                .alternativeName("www.EXAMPLE.com")
                .idempotencyToken("Token_1")
                .build();

        assertThat(check(request)).extracting(DomainName::value).containsExactly("www.example.com", "example.com");
    }

    @Test
    void check_manyFaults_reportsAllTogether() {
        CertificateRequest request = CertificateRequest.builder("exa mple.com")
                .alternativeName("example.com")
                .alternativeName("a..example.com")
                .keyAlgorithm(KeyAlgorithm.RSA_1024)
                .idempotencyToken("not a token")
                .build();

        List<Finding> findings = findings(request);

        assertThat(findings)
                .extracting(Finding::field)
                .contains("names[0]", "names[2]", "keyAlgorithm", "idempotencyToken")
                .doesNotContain("names[1]");
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.rule()).isNotEmpty();
            assertThat(finding.message()).isNotEmpty();
            assertThat(finding.remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
    void check_importOnlyKey_isRefused(KeyAlgorithm algorithm) {
        assertThat(findings(CertificateRequest.builder("example.com")
                        .keyAlgorithm(algorithm)
                        .build()))
                .extracting(Finding::rule)
                .containsExactly("key:requestable");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
    void check_requestableKey_isTaken(KeyAlgorithm algorithm) {
        assertThat(check(CertificateRequest.builder("example.com")
                        .keyAlgorithm(algorithm)
                        .build()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a b", "ä", "123456789012345678901234567890123"})
    void check_tokenOfAnotherForm_isRefused(String token) {
        assertThat(findings(CertificateRequest.builder("example.com")
                        .idempotencyToken(token)
                        .build()))
                .extracting(Finding::field)
                .containsExactly("idempotencyToken");
    }

    @Test
    void check_tokenOf32Characters_isTaken() {
        assertThat(check(CertificateRequest.builder("example.com")
                        .idempotencyToken("a".repeat(32))
                        .build()))
                .hasSize(1);
    }

    @Test
    void check_longFirstName_isRefusedAsACommonNameOnly() {
        String name = "a".repeat(60) + ".example.com";

        assertThat(findings(CertificateRequest.builder(name).build())).isNotEmpty();
        assertThat(check(CertificateRequest.builder(name).commonName(false).build()))
                .hasSize(1);
    }

    @Test
    void check_moreNamesThanTheLimit_isRefused() {
        List<String> names =
                IntStream.range(0, 100).mapToObj(i -> "n" + i + ".example.com").toList();

        assertThat(findings(CertificateRequest.builder("example.com")
                        .alternativeNames(names)
                        .build()))
                .isNotEmpty();
    }
}
