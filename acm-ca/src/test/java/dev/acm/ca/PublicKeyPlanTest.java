package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.ca.TestAuthority.keys;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.Submission;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A certificate for a key that the host vouches for")
class PublicKeyPlanTest {
    private static final List<DomainName> NAMES = List.of(DomainName.parse("example.com"));

    private final InMemoryRecordStore store = new InMemoryRecordStore();

    private static PublicKeyPlan.Builder planFor(PublicKey key) {
        return PublicKeyPlan.builder(NAMES, key.getEncoded(), NOW);
    }

    private static CertificateChain chain(Submission submission) {
        return ((Submission.Issued) submission).chain();
    }

    private static String code(Submission submission) {
        return ((Submission.Rejected) submission).diagnosis().code();
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
    void submit_soundKey_othersAcceptTheCertificate(KeyAlgorithm algorithm) throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);
        PublicKey key = keys(algorithm).getPublic();

        CertificateChain chain = chain(authority.submit(attempt(1), planFor(key).build()));

        assertThat(chain.leaf().getPublicKey()).isEqualTo(key);
        SecondOpinion.accepts(chain, authority.roots(), NOW);
    }

    @Test
    void submit_eachOption_countsAlone() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);
        PublicKey key = keys(KeyAlgorithm.EC_prime256v1).getPublic();

        CertificateChain nameless = chain(
                authority.submit(attempt(1), planFor(key).commonName(false).build()));
        CertificateChain brief = chain(authority.submit(
                attempt(2), planFor(key).validity(Duration.ofDays(7)).build()));
        CertificateChain client = chain(
                authority.submit(attempt(3), planFor(key).profile("tls-client").build()));

        assertThat(nameless.leaf().getSubjectX500Principal().getName()).isEmpty();
        assertThat(Duration.between(
                        brief.leaf().getNotBefore().toInstant(),
                        brief.leaf().getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(7).minusSeconds(1));
        assertThat(client.leaf().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    @DisplayName("A2: the same attempt gives the same certificate")
    void submit_twice_givesTheSameCertificate() throws Exception {
        PublicKeyPlan plan =
                planFor(keys(KeyAlgorithm.EC_prime256v1).getPublic()).build();
        CertificateChain first = chain(TestAuthority.open(store).submit(attempt(1), plan));
        EmbeddedAuthority restarted = TestAuthority.open(store);

        assertThat(chain(restarted.submit(attempt(1), plan))).isEqualTo(first);
        assertThat(restarted.find(attempt(1))).contains(new Submission.Issued(first));
        assertThatThrownBy(() -> restarted.submit(
                        attempt(1),
                        planFor(keys(KeyAlgorithm.EC_secp384r1).getPublic()).build()))
                .isInstanceOf(IllegalArgumentException.class);
        // the same names and key with a signing request are another plan
        assertThatThrownBy(() -> restarted.submit(
                        attempt(1),
                        plan(KeyAlgorithm.EC_prime256v1, "example.com").build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void submit_weakOwnUnservedOrMalformedKey_isRefused() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);
        PublicKeyPlan noise =
                PublicKeyPlan.builder(NAMES, new byte[] {1, 2, 3}, NOW).build();

        assertThat(code(authority.submit(
                        attempt(1),
                        planFor(keys(KeyAlgorithm.RSA_1024).getPublic()).build())))
                .isEqualTo("KEY_SIZE_TOO_SMALL");
        assertThat(code(authority.submit(
                        attempt(2),
                        planFor(authority.issuingCertificate().getPublicKey()).build())))
                .isEqualTo("KEY_OF_THE_AUTHORITY");
        assertThat(code(authority.submit(
                        attempt(3),
                        planFor(keys(KeyAlgorithm.EC_secp521r1).getPublic()).build())))
                .isEqualTo("KEY_ALGORITHM_NOT_SERVED");
        assertThat(code(authority.submit(attempt(4), noise))).isEqualTo("KEY_NOT_DER");
    }

    @Test
    void builder_nonsense_isRefused() {
        assertThatThrownBy(() -> PublicKeyPlan.builder(List.of(), new byte[1], NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PublicKeyPlan.builder(NAMES, new byte[1], NOW).validity(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
