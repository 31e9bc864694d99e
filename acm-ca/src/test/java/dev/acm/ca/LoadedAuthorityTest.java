package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.options;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.pem.Pkcs12;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("PRF-26: an authority over CAs that exist already")
class LoadedAuthorityTest {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    private EmbeddedAuthority over(IssuingCa current, IssuingCa... former) throws Exception {
        return EmbeddedAuthority.over(options(store).build(), current, former);
    }

    private static IssuancePlan ecPlan(String name) throws Exception {
        return plan(KeyAlgorithm.EC_prime256v1, name).build();
    }

    private void issuesAcceptedCertificates(EmbeddedAuthority authority) throws Exception {
        CertificateChain chain = issue(authority, 1, ecPlan("example.com"));
        SecondOpinion.accepts(chain, authority.roots(), NOW);
    }

    @Nested
    class Sources {
        private final TestCa root = build(TestCa.root());
        private final TestCa issuing = build(root.below("Issuing"));

        private static TestCa build(TestCa ca) {
            try {
                return ca.build();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private String pemKey() {
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(issuing.keys().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        }

        @Test
        void fromPem_chainAndKey_issues() throws Exception {
            issuesAcceptedCertificates(over(IssuingCa.fromPem(issuing.path().toPem(), pemKey(), Optional.empty())));
        }

        @Test
        void fromPkcs12_chainAndKey_issues() throws Exception {
            char[] passphrase = "a passphrase".toCharArray();
            byte[] file = Pkcs12.write(
                    new Pkcs12.Entry(issuing.path(), issuing.keys().getPrivate()),
                    "ca",
                    passphrase,
                    new java.security.SecureRandom());

            issuesAcceptedCertificates(over(IssuingCa.fromPkcs12(file, passphrase)));
        }

        @Test
        void of_keyOfATokenThatIsNotRegistered_signsInTheToken() throws Exception {
            TokenProvider token = new TokenProvider();
            EmbeddedAuthority authority = over(inToken(token));
            int before = token.signatures();

            issuesAcceptedCertificates(authority);

            assertThat(token.signatures()).isEqualTo(before + 1);
            assertThat(Security.getProvider("Token")).isNull();
        }

        private IssuingCa inToken(TokenProvider token) {
            return IssuingCa.of(
                    issuing.path(), TokenProvider.handleOf(issuing.keys().getPrivate()), token);
        }

        @ParameterizedTest
        @EnumSource(
                value = KeyAlgorithm.class,
                names = {"RSA_2048", "EC_secp384r1"})
        void submit_requestOfAnAlgorithmTheProviderLacks_isVerifiedByAnother(KeyAlgorithm algorithm) throws Exception {
            TokenProvider token = new TokenProvider();
            // the provider of everything, though it knows P-256 only
            EmbeddedAuthority authority = EmbeddedAuthority.over(
                    options(store).provider(token).build(),
                    IssuingCa.of(
                            issuing.path(),
                            TokenProvider.handleOf(issuing.keys().getPrivate())));

            CertificateChain chain =
                    issue(authority, 1, plan(algorithm, "example.com").build());

            SecondOpinion.accepts(chain, authority.roots(), NOW);
        }

        @Test
        void ocsp_caInATokenAndAResponder_theTokenSignsTheResponderOnly() throws Exception {
            TokenProvider token = new TokenProvider();
            EmbeddedAuthority authority = EmbeddedAuthority.over(
                    options(store)
                            .publication(PublicationOptions.builder()
                                    .ocspResponder(Duration.ofDays(10))
                                    .build())
                            .build(),
                    inToken(token));
            CertificateChain chain = issue(authority, 1, ecPlan("example.com"));
            int before = token.signatures();

            for (int i = 0; i < 3; i++) {
                byte[] response = OcspResponderTest.ask(authority, chain, NOW);
                assertThat(SecondOpinion.jdkAccepts(chain, authority.roots(), response, NOW))
                        .isTrue();
            }

            assertThat(token.signatures()).isEqualTo(before + 1);
        }

        @Test
        void of_keyOfATokenWithoutItsProvider_isRefused() {
            IssuingCa ca = IssuingCa.of(
                    issuing.path(), TokenProvider.handleOf(issuing.keys().getPrivate()));

            assertThatThrownBy(() -> over(ca))
                    .isInstanceOf(AuthorityException.class)
                    .hasMessageContaining("cannot be used");
        }

        @Test
        void toString_ca_namesNoKey() {
            assertThat(issuing.issuing()).hasToString("IssuingCa[CN=Issuing, O=Somebody, C=DE]");
        }

        @Test
        @DisplayName("CSR-2: not the CA's own key")
        void submit_keyOfTheIssuingCa_isRefused() throws Exception {
            EmbeddedAuthority authority = over(issuing.issuing());
            IssuancePlan own = IssuancePlan.builder(
                            ecPlan("example.com").arn(),
                            1,
                            ecPlan("example.com").names(),
                            TestAuthority.request(issuing.keys(), "SHA256withECDSA"),
                            KeyAlgorithm.EC_prime256v1,
                            NOW)
                    .build();

            Submission submission = authority.submit(attempt(1), own);

            assertThat(((Submission.Rejected) submission).diagnosis().code()).isEqualTo("KEY_OF_THE_AUTHORITY");
        }
    }

    @Nested
    @DisplayName("RFC 5280 6.1: nothing is signed that path validation would refuse")
    class Paths {
        private void refused(TestCa ca, String... messages) {
            assertThatThrownBy(() -> over(ca.issuing()))
                    .isInstanceOf(AuthorityException.class)
                    .satisfies(e -> assertThat(e.getMessage()).contains(messages));
        }

        @Test
        void over_pathLengthOfTheRootUsedUp_isRefused() throws Exception {
            TestCa root = TestCa.root().pathLength(1).build();
            TestCa middle = root.below("Middle").build();
            TestCa issuing = middle.below("Issuing").build();

            issuesAcceptedCertificates(over(middle.issuing()));
            refused(issuing, "path length 1, and 2 CAs are below it");
        }

        @Test
        void over_notSignedByTheNext_isRefused() throws Exception {
            TestCa issuing = TestCa.root().build().below("Issuing").build();
            TestCa other = TestCa.root().build();

            assertThatThrownBy(() -> over(IssuingCa.of(
                            CertificateChain.of(
                                    List.of(issuing.path().leaf(), other.path().leaf())),
                            issuing.keys().getPrivate())))
                    .isInstanceOf(AuthorityException.class)
                    .hasMessageContaining("is not signed by");
        }

        @Test
        void over_manyFaults_areToldTogether() throws Exception {
            TestCa root = TestCa.root().pathLength(0).build();

            refused(
                    root.below("Issuing").usage(KeyUsage.digitalSignature).build(),
                    "path length 0, and 1 CAs are below it",
                    "lacks keyCertSign or cRLSign");
        }

        @Test
        void over_weakKey_isRefused() throws Exception {
            TestCa weak =
                    TestCa.rootOf(TestAuthority.keys(KeyAlgorithm.RSA_1024)).build();

            assertThatThrownBy(() -> over(weak.issuing()))
                    .isInstanceOf(AuthorityException.class)
                    .hasMessageContaining("weak");
        }

        @Test
        void submit_nameOutsideTheConstraintsOfTheRoot_isRefused() throws Exception {
            EmbeddedAuthority authority = over(TestCa.root()
                    .permitted("example.com")
                    .build()
                    .below("Issuing")
                    .permitted("www.example.com")
                    .build()
                    .issuing());

            // each of the two is permitted by one of the CAs only
            for (String outside : List.of("example.org", "other.example.com")) {
                Submission submission = authority.submit(attempt(outside.length()), ecPlan(outside));
                assertThat(((Submission.Rejected) submission).reason())
                        .isEqualTo(FailureReason.PCA_NAME_CONSTRAINTS_VALIDATION);
            }
            SecondOpinion.accepts(issue(authority, 1, ecPlan("a.www.example.com")), authority.roots(), NOW);
        }

        @Test
        void submit_rootEndsBeforeTheIssuer_leafEndsWithTheRoot() throws Exception {
            Instant end = NOW.plus(Duration.ofDays(30));
            EmbeddedAuthority authority = over(
                    TestCa.root().notAfter(end).build().below("Issuing").build().issuing());

            CertificateChain chain = issue(authority, 1, ecPlan("example.com"));

            assertThat(chain.leaf().getNotAfter().toInstant()).isEqualTo(end);
            SecondOpinion.jdkAccepts(chain, authority.roots(), end);
            // to OpenSSL the last second is over already
            SecondOpinion.accepts(chain, authority.roots(), end.minusSeconds(1));
        }

        @Test
        void submit_profileOutsideTheIssuersPurposes_isRefused() throws Exception {
            EmbeddedAuthority authority = over(TestCa.root()
                    .build()
                    .below("Issuing")
                    .purpose(KeyPurposeId.id_kp_serverAuth)
                    .build()
                    .issuing());

            Submission client = authority.submit(
                    attempt(1),
                    plan(KeyAlgorithm.EC_prime256v1, "example.com")
                            .profile("tls-client")
                            .build());

            assertThat(((Submission.Rejected) client).diagnosis().code()).isEqualTo("PROFILE_OUTSIDE_ISSUER");
            SecondOpinion.accepts(issue(authority, 2, ecPlan("example.com")), authority.roots(), NOW);
        }
    }

    @Nested
    @DisplayName("Roll-over of CAs that the host makes")
    class Former {
        @Test
        void over_currentAndFormer_bothAnswer() throws Exception {
            TestCa root = TestCa.root().build();
            TestCa old = root.below("Old").build();
            TestCa young = root.below("Young").build();
            CertificateChain before = issue(over(old.issuing()), 1, ecPlan("example.com"));

            EmbeddedAuthority rolled = over(young.issuing(), old.issuing());

            CertificateChain after = issue(rolled, 2, ecPlan("example.com"));
            SecondOpinion.accepts(after, rolled.roots(), NOW);
            assertThat(after.certificates().get(1)).isEqualTo(young.path().leaf());
            assertThat(issue(rolled, 1, ecPlan("example.com"))).isEqualTo(before);
            rolled.revoke(before, RevocationReason.SUPERSEDED, NOW);
            byte[] crl = rolled.crl(old.path().leaf(), NOW);
            assertThat(SecondOpinion.crl(crl).isRevoked(before.leaf())).isTrue();
            SecondOpinion.crl(crl).verify(old.keys().getPublic());
            assertThat(SecondOpinion.crl(rolled.crl(NOW)).getRevokedCertificates())
                    .isNull();
            assertThat(rolled.issuingCertificates())
                    .containsExactly(old.path().leaf(), young.path().leaf());
        }

        @Test
        void over_formerMissing_itsCertificateIsNotServed() throws Exception {
            TestCa root = TestCa.root().build();
            TestCa old = root.below("Old").build();
            CertificateChain before = issue(over(old.issuing()), 1, ecPlan("example.com"));

            EmbeddedAuthority without = over(root.below("Young").build().issuing());

            assertThatThrownBy(() -> without.revoke(before, RevocationReason.SUPERSEDED, NOW))
                    .isInstanceOf(AuthorityException.class)
                    .hasMessageContaining("is not one of this authority's");
        }

        @Test
        void over_formerOfAnotherRoot_isRefused() throws Exception {
            TestCa other = TestCa.root().build().below("Other").build();
            TestCa issuing = TestCa.root().build().below("Issuing").build();

            assertThatThrownBy(() -> over(issuing.issuing(), other.issuing()))
                    .isInstanceOf(AuthorityException.class)
                    .hasMessageContaining("is not below");
        }

        @Test
        void over_twoCasAndOneCrlUrl_isRefused() throws Exception {
            TestCa root = TestCa.root().build();
            TestCa old = root.below("Old").build();
            TestCa young = root.below("Young").build();
            AuthorityOptions options = options(store)
                    .publication(PublicationOptions.builder()
                            .crlUrl("http://ca.example/crl")
                            .build())
                    .build();

            assertThatThrownBy(() -> EmbeddedAuthority.over(options, young.issuing(), old.issuing()))
                    .isInstanceOf(AuthorityException.class)
                    .hasMessageContaining("{issuer}");
        }

        @Test
        void rollOver_withoutTheRootsKey_isNotPossible() throws Exception {
            EmbeddedAuthority authority =
                    over(TestCa.root().build().below("Issuing").build().issuing());

            assertThatThrownBy(() -> authority.rollOver(NOW)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> authority.rootCrl(NOW)).isInstanceOf(IllegalStateException.class);
        }
    }
}
