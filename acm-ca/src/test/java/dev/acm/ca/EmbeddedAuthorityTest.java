package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.attempt;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.keys;
import static dev.acm.ca.TestAuthority.options;
import static dev.acm.ca.TestAuthority.plan;
import static dev.acm.ca.TestAuthority.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.ValiditySchedule;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.FailureReason;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.name.DomainName;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.IssuancePlan;
import dev.acm.spi.Submission;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedAuthorityTest {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    @ParameterizedTest
    @EnumSource(
            value = KeyAlgorithm.class,
            names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"})
    void open_eachKindOfCaKey_issuesWhatOthersAccept(KeyAlgorithm caKey) throws Exception {
        EmbeddedAuthority authority =
                EmbeddedAuthority.open(options(store).keyAlgorithm(caKey).build(), NOW);

        int number = 0;
        for (KeyAlgorithm leafKey :
                List.of(KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1)) {
            CertificateChain chain = issue(
                    authority,
                    ++number,
                    plan(leafKey, "example.com", "*.example.com").build());

            SecondOpinion.accepts(chain, authority.roots(), NOW);
            assertThat(chain.leaf().getSigAlgName()).isEqualTo(caKey.signatureAlgorithm());
        }
    }

    @Test
    void open_secondTimeOnOneStore_findsTheSameAuthority() throws Exception {
        EmbeddedAuthority first = TestAuthority.open(store);

        EmbeddedAuthority second = TestAuthority.open(store);

        assertThat(second.roots()).isEqualTo(first.roots());
        assertThat(second.issuingCertificate()).isEqualTo(first.issuingCertificate());
        SecondOpinion.accepts(
                issue(second, 1, plan(KeyAlgorithm.EC_prime256v1, "example.com").build()), first.roots(), NOW);
    }

    @Test
    void over_chainAndKeyOfOurs_issuesUnderIt() throws Exception {
        CertificateChain ca = TestCa.chain();

        EmbeddedAuthority authority = EmbeddedAuthority.over(options(store).build(), IssuingCa.of(ca, TestCa.key()));

        CertificateChain chain = issue(
                authority, 1, plan(KeyAlgorithm.EC_prime256v1, "example.com").build());
        assertThat(chain.certificates()).hasSize(2);
        SecondOpinion.accepts(chain, authority.roots(), NOW);
    }

    @Test
    void over_keyOfAnother_isRefused() {
        assertThatThrownBy(() -> EmbeddedAuthority.over(
                        options(store).build(),
                        IssuingCa.of(
                                TestCa.chain(), keys(KeyAlgorithm.EC_prime256v1).getPrivate())))
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("does not belong");
    }

    @Test
    void over_leafCertificate_isRefused() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);
        CertificateChain leaf = issue(
                authority, 1, plan(KeyAlgorithm.EC_prime256v1, "example.com").build());

        assertThatThrownBy(() -> EmbeddedAuthority.over(
                        options(new InMemoryRecordStore()).build(),
                        IssuingCa.of(leaf, keys(KeyAlgorithm.EC_prime256v1).getPrivate())))
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("do not say CA");
    }

    @Test
    void rollOver_newIssuerSigns_oldOneStillAnswers() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);
        EmbeddedAuthority other = TestAuthority.open(store);
        IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
        CertificateChain before = issue(authority, 1, plan);

        authority.rollOver(NOW.plus(Duration.ofDays(1000)));

        IssuancePlan later = IssuancePlan.builder(
                        plan.arn(),
                        2,
                        plan.names(),
                        plan.signingRequest(),
                        plan.keyAlgorithm(),
                        NOW.plus(Duration.ofDays(1000)))
                .build();
        CertificateChain after = issue(authority, 2, later);
        assertThat(after.certificates().get(1))
                .isNotEqualTo(before.certificates().get(1));
        SecondOpinion.accepts(after, authority.roots(), NOW.plus(Duration.ofDays(1000)));
        assertThat(issue(authority, 1, plan)).isEqualTo(before);
        // a manager that does not know of the new issuer yet
        assertThat(other.find(attempt(2))).contains(new Submission.Issued(after));
    }

    @Test
    @DisplayName("BR 7.1.2.10.8: with permitted names, no address is permitted; no CA below the issuing CA")
    void open_permittedNames_issuingCaIsBoundToThem() throws Exception {
        EmbeddedAuthority authority = EmbeddedAuthority.open(
                options(store)
                        .nameConstraints(List.of(DomainName.parse("example.com")), List.of())
                        .build(),
                NOW);

        X509Certificate issuing = authority.issuingCertificate();

        assertThat(issuing.getCriticalExtensionOIDs()).contains("2.5.29.30");
        NameConstraints constraints =
                NameConstraints.getInstance(ASN1OctetString.getInstance(issuing.getExtensionValue("2.5.29.30"))
                        .getOctets());
        assertThat(constraints.getPermittedSubtrees())
                .extracting(subtree -> subtree.getBase().toString())
                .containsExactly("2: example.com");
        assertThat(constraints.getExcludedSubtrees())
                .extracting(subtree -> ((ASN1OctetString) subtree.getBase().getName()).getOctets())
                .containsExactly(new byte[8], new byte[32]);
        assertThat(issuing.getBasicConstraints()).isZero();
        assertThat(authority.roots().get(0).getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        SecondOpinion.accepts(
                issue(
                        authority,
                        1,
                        plan(KeyAlgorithm.EC_prime256v1, "www.example.com").build()),
                authority.roots(),
                NOW);
    }

    @Nested
    @DisplayName("BR 7.1.2.7: what a leaf contains")
    class Profile {
        @Test
        void submit_defaults_leafIsAsTheProfileSays() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);

            X509Certificate leaf = issue(
                            authority,
                            1,
                            plan(KeyAlgorithm.RSA_2048, "example.com", "*.example.com")
                                    .build())
                    .leaf();

            assertThat(leaf.getVersion()).isEqualTo(3);
            assertThat(leaf.getSerialNumber().bitLength()).isEqualTo(127);
            assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=example.com");
            assertThat(leaf.getSubjectAlternativeNames().stream().map(name -> name.get(1)))
                    .isEqualTo(List.of("example.com", "*.example.com").stream().toList());
            assertThat(leaf.getKeyUsage()).containsExactly(true, false, true, false, false, false, false, false, false);
            assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
            assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
            assertThat(leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
            assertThat(leaf.getNonCriticalExtensionOIDs())
                    .containsExactlyInAnyOrder("2.5.29.17", "2.5.29.32", "2.5.29.35", "2.5.29.37");
            assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
            assertThat(leaf.getNotAfter().toInstant())
                    .isEqualTo(NOW.minus(Duration.ofHours(1))
                            .plus(Duration.ofDays(395))
                            .minusSeconds(1));
            assertThat(leaf.getIssuerX500Principal().getEncoded())
                    .isEqualTo(authority
                            .issuingCertificate()
                            .getSubjectX500Principal()
                            .getEncoded());
        }

        @Test
        void submit_ecKey_hasDigitalSignatureOnly() throws Exception {
            X509Certificate leaf = issue(
                            TestAuthority.open(store),
                            1,
                            plan(KeyAlgorithm.EC_prime256v1, "example.com").build())
                    .leaf();

            assertThat(leaf.getKeyUsage())
                    .containsExactly(true, false, false, false, false, false, false, false, false);
        }

        @Test
        void submit_withoutCommonName_namesAreCritical() throws Exception {
            X509Certificate leaf = issue(
                            TestAuthority.open(store),
                            1,
                            plan(KeyAlgorithm.EC_prime256v1, "example.com")
                                    .commonName(false)
                                    .build())
                    .leaf();

            assertThat(leaf.getSubjectX500Principal().getEncoded()).hasSize(2);
            assertThat(leaf.getCriticalExtensionOIDs()).contains("2.5.29.17");
        }

        @Test
        void submit_nameLongerThan64_hasNoCommonName() throws Exception {
            String name = "a".repeat(60) + ".example.com";

            CertificateChain chain = issue(
                    TestAuthority.open(store),
                    1,
                    plan(KeyAlgorithm.EC_prime256v1, name).build());

            assertThat(chain.leaf().getSubjectX500Principal().getName()).isEmpty();
        }

        @Test
        void submit_allUrls_areInTheCertificate() throws Exception {
            EmbeddedAuthority authority = EmbeddedAuthority.open(
                    options(store)
                            .publication(PublicationOptions.builder()
                                    .crlUrl("http://ca.example/ca.crl")
                                    .issuerUrl("http://ca.example/ca.cer")
                                    .ocspUrl("http://ca.example/ocsp")
                                    .build())
                            .build(),
                    NOW);

            CertificateChain chain = issue(
                    authority,
                    1,
                    plan(KeyAlgorithm.EC_prime256v1, "example.com").build());

            assertThat(chain.leaf().getNonCriticalExtensionOIDs()).contains("2.5.29.31", "1.3.6.1.5.5.7.1.1");
            SecondOpinion.accepts(chain, authority.roots(), NOW);
        }

        @Test
        void submit_clientProfile_isForClients() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);

            CertificateChain chain = issue(
                    authority,
                    1,
                    plan(KeyAlgorithm.EC_prime256v1, "example.com")
                            .profile("tls-client")
                            .build());

            assertThat(chain.leaf().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
            SecondOpinion.jdkAccepts(chain, authority.roots(), NOW);
            assertThat(SecondOpinion.openssl(chain, authority.roots(), NOW, "sslclient"))
                    .isTrue();
        }

        @Test
        void submit_profileWithKeyIdentifierAndOwnPolicy_hasThem() throws Exception {
            CertificateProfile profile = CertificateProfile.tlsServer();
            EmbeddedAuthority authority = EmbeddedAuthority.open(
                    options(store)
                            .defaultProfile(CertificateProfile.builder("own", profile.usages())
                                    .policy("1.3.6.1.4.1.99999.1")
                                    .subjectKeyIdentifier(true)
                                    .keyEncipherment(false)
                                    .build())
                            .build(),
                    NOW);

            CertificateChain chain = issue(
                    authority, 1, plan(KeyAlgorithm.RSA_2048, "example.com").build());

            assertThat(chain.leaf().getNonCriticalExtensionOIDs()).contains("2.5.29.14");
            assertThat(chain.leaf().getKeyUsage()[2]).isFalse();
            SecondOpinion.accepts(chain, authority.roots(), NOW);
        }
    }

    @Nested
    @DisplayName("A2: the same attempt gives the same certificate")
    class SameAttempt {
        @Test
        void submit_twice_givesTheSameCertificate() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
            CertificateChain first = issue(authority, 1, plan);

            CertificateChain second = issue(TestAuthority.open(store), 1, plan);

            assertThat(second).isEqualTo(first);
            assertThat(authority.find(attempt(1))).contains(new Submission.Issued(first));
        }

        @Test
        void submit_otherAttempt_givesAnotherCertificate() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();

            assertThat(issue(authority, 2, plan)).isNotEqualTo(issue(authority, 1, plan));
        }

        @Test
        void submit_sameAttemptForOtherNames_isABugOfTheCaller() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            issue(authority, 1, plan(KeyAlgorithm.EC_prime256v1, "example.com").build());

            assertThatThrownBy(() -> authority.submit(
                            attempt(1),
                            plan(KeyAlgorithm.EC_prime256v1, "example.org").build()))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void find_unknownAttempt_isEmpty() throws Exception {
            assertThat(TestAuthority.open(store).find(attempt(1))).isEmpty();
        }

        @Test
        void submit_refusedAttemptAgain_staysRefused() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            IssuancePlan wrong = plan(KeyAlgorithm.EC_prime256v1, "example.com")
                    .profile("unknown")
                    .build();
            IssuancePlan right = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
            Submission first = authority.submit(attempt(1), wrong);

            Submission second = authority.submit(attempt(1), right);

            assertThat(first).isInstanceOf(Submission.Rejected.class);
            assertThat(second).isEqualTo(first);
            assertThat(authority.find(attempt(1))).contains(first);
        }
    }

    @Nested
    @DisplayName("A3: refusals")
    class Refusals {
        private Submission.Rejected refuse(IssuancePlan plan) throws Exception {
            Submission submission = TestAuthority.open(store).submit(attempt(1), plan);
            assertThat(submission).isInstanceOf(Submission.Rejected.class);
            return (Submission.Rejected) submission;
        }

        private IssuancePlan planWith(byte[] request, KeyAlgorithm algorithm) throws Exception {
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
            return IssuancePlan.builder(plan.arn(), 1, plan.names(), request, algorithm, NOW)
                    .build();
        }

        @Test
        void submit_requestIsNoise_isRefused() throws Exception {
            assertThat(refuse(planWith(new byte[] {1, 2, 3}, KeyAlgorithm.EC_prime256v1))
                            .diagnosis()
                            .code())
                    .isEqualTo("REQUEST_NOT_DER");
        }

        @Test
        void submit_signatureOfAnotherKey_isRefused() throws Exception {
            byte[] request = request(keys(KeyAlgorithm.EC_prime256v1), "SHA256withECDSA");
            request[request.length - 5] ^= 1;

            assertThat(refuse(planWith(request, KeyAlgorithm.EC_prime256v1))
                            .diagnosis()
                            .code())
                    .isEqualTo("REQUEST_BAD_SIGNATURE");
        }

        @Test
        void submit_sha1Signature_isRefused() throws Exception {
            byte[] request = request(keys(KeyAlgorithm.RSA_2048), "SHA1withRSA");

            assertThat(refuse(planWith(request, KeyAlgorithm.RSA_2048))
                            .diagnosis()
                            .code())
                    .isEqualTo("REQUEST_SIGNATURE_ALGORITHM");
        }

        @Test
        void submit_keyOfAnotherKind_isRefused() throws Exception {
            byte[] request = request(keys(KeyAlgorithm.EC_secp384r1), "SHA384withECDSA");

            assertThat(refuse(planWith(request, KeyAlgorithm.EC_prime256v1))
                            .diagnosis()
                            .code())
                    .isEqualTo("KEY_NOT_AS_PLANNED");
        }

        @Test
        @DisplayName("RSA-3072 and P-521 are certified where the host wants them, and by default are not")
        void submit_certifiedKeys_decideWhichKindsAreServed() throws Exception {
            Set<KeyAlgorithm> wanted = Set.of(KeyAlgorithm.RSA_3072, KeyAlgorithm.EC_secp521r1);
            EmbeddedAuthority wide = EmbeddedAuthority.open(
                    TestAuthority.options(new InMemoryRecordStore())
                            .certifiedKeys(wanted)
                            .build(),
                    NOW);

            assertThat(wide.describe().keyAlgorithms()).isEqualTo(wanted);
            for (KeyAlgorithm algorithm : wanted) {
                CertificateChain chain = issue(
                        wide,
                        1 + algorithm.ordinal(),
                        plan(algorithm, "example.com").build());
                SecondOpinion.accepts(chain, wide.roots(), NOW);
                assertThat(TestAuthority.open()
                                .submit(
                                        attempt(1),
                                        plan(algorithm, "example.com").build()))
                        .isInstanceOf(Submission.Rejected.class);
            }
            assertThat(wide.submit(
                            attempt(99),
                            plan(KeyAlgorithm.RSA_2048, "example.com").build()))
                    .isInstanceOf(Submission.Rejected.class);
            assertThatThrownBy(() -> TestAuthority.options(new InMemoryRecordStore())
                            .certifiedKeys(Set.of(KeyAlgorithm.RSA_1024)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void submit_weakKeyAndUnknownProfile_areReportedTogether() throws Exception {
            byte[] request = request(keys(KeyAlgorithm.RSA_1024), "SHA256withRSA");
            IssuancePlan plan = planWith(request, KeyAlgorithm.RSA_1024);

            Submission.Rejected rejected =
                    refuse(IssuancePlan.builder(plan.arn(), 1, plan.names(), request, KeyAlgorithm.RSA_1024, NOW)
                            .profile("unknown")
                            .build());

            assertThat(rejected.reason()).isEqualTo(FailureReason.PCA_INVALID_ARGS);
            assertThat(rejected.diagnosis().evidence())
                    .extracting(evidence -> evidence.got().split(":")[0])
                    .containsExactly("KEY_SIZE_TOO_SMALL", "KEY_ALGORITHM_NOT_SERVED", "PROFILE_UNKNOWN");
        }

        @Test
        void submit_afterTheIssuersEnd_isRefused() throws Exception {
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();

            Submission.Rejected rejected = refuse(IssuancePlan.builder(
                            plan.arn(),
                            1,
                            plan.names(),
                            plan.signingRequest(),
                            plan.keyAlgorithm(),
                            NOW.plus(Duration.ofDays(4000)))
                    .build());

            assertThat(rejected.reason()).isEqualTo(FailureReason.PCA_INVALID_STATE);
        }

        @Test
        @DisplayName("RFC 5280 4.2.1.10: names outside the issuer's constraints")
        void submit_nameOutsideTheConstraints_isRefused() throws Exception {
            EmbeddedAuthority authority = EmbeddedAuthority.open(
                    options(store)
                            .nameConstraints(
                                    List.of(DomainName.parse("example.com")),
                                    List.of(DomainName.parse("secret.example.com")))
                            .build(),
                    NOW);

            Submission outside = authority.submit(
                    attempt(1),
                    plan(KeyAlgorithm.EC_prime256v1, "notexample.com").build());
            Submission excluded = authority.submit(
                    attempt(2),
                    plan(KeyAlgorithm.EC_prime256v1, "*.example.com").build());
            CertificateChain inside = issue(
                    authority,
                    3,
                    plan(KeyAlgorithm.EC_prime256v1, "www.example.com").build());

            assertThat(((Submission.Rejected) outside).reason())
                    .isEqualTo(FailureReason.PCA_NAME_CONSTRAINTS_VALIDATION);
            assertThat(((Submission.Rejected) excluded).reason())
                    .isEqualTo(FailureReason.PCA_NAME_CONSTRAINTS_VALIDATION);
            SecondOpinion.accepts(inside, authority.roots(), NOW);
        }
    }

    @Nested
    @DisplayName("A5: a leaf never outlives its issuer; BR 6.3.2: nor the schedule")
    class Validity {
        @Test
        void submit_nearTheIssuersEnd_isShortened() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();

            X509Certificate leaf = issue(
                            authority,
                            1,
                            IssuancePlan.builder(
                                            plan.arn(),
                                            1,
                                            plan.names(),
                                            plan.signingRequest(),
                                            plan.keyAlgorithm(),
                                            NOW.plus(Duration.ofDays(3600)))
                                    .build())
                    .leaf();

            assertThat(leaf.getNotAfter())
                    .isEqualTo(authority.issuingCertificate().getNotAfter());
        }

        @Test
        void submit_datedSchedule_isOneDayBelowTheLimit() throws Exception {
            EmbeddedAuthority authority = EmbeddedAuthority.open(
                    options(store).validity(ValiditySchedule.caBrowserForum()).build(), NOW);

            X509Certificate leaf = issue(
                            authority,
                            1,
                            plan(KeyAlgorithm.EC_prime256v1, "example.com").build())
                    .leaf();

            assertThat(Duration.between(
                            leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(199).minusSeconds(1));
        }

        @Test
        void submit_shortValidityAsked_isGiven() throws Exception {
            X509Certificate leaf = issue(
                            TestAuthority.open(store),
                            1,
                            plan(KeyAlgorithm.EC_prime256v1, "example.com")
                                    .validity(Duration.ofDays(7))
                                    .build())
                    .leaf();

            assertThat(Duration.between(
                            leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(7).minusSeconds(1));
        }

        @Test
        void submit_validityShorterThanTheBackdating_isRefused() throws Exception {
            Submission submission = TestAuthority.open(store)
                    .submit(
                            attempt(1),
                            plan(KeyAlgorithm.EC_prime256v1, "example.com")
                                    .validity(Duration.ofMinutes(30))
                                    .build());

            assertThat(((Submission.Rejected) submission).reason()).isEqualTo(FailureReason.PCA_INVALID_DURATION);
        }
    }

    @Nested
    @DisplayName("A6: revoking")
    class Revoking {
        @Test
        void revoke_holdOrRemove_isRefused() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            CertificateChain chain = issue(
                    authority,
                    1,
                    plan(KeyAlgorithm.EC_prime256v1, "example.com").build());

            assertThatThrownBy(() -> authority.revoke(chain, RevocationReason.CERTIFICATE_HOLD, NOW))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> authority.revoke(chain, RevocationReason.REMOVE_FROM_CRL, NOW))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void revoke_certificateOfAnotherAuthority_isRefused() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            CertificateChain strange = issue(
                    TestAuthority.open(),
                    1,
                    plan(KeyAlgorithm.EC_prime256v1, "example.com").build());

            assertThatThrownBy(() -> authority.revoke(strange, RevocationReason.SUPERSEDED, NOW))
                    .isInstanceOf(AuthorityException.class);
        }

        @Test
        @DisplayName("BR 6.1.1.3: no certificate for a compromised key")
        void submit_keyRevokedForCompromise_isRefused() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            IssuancePlan plan = plan(KeyAlgorithm.EC_prime256v1, "example.com").build();
            authority.revoke(issue(authority, 1, plan), RevocationReason.KEY_COMPROMISE, NOW);

            Submission submission = authority.submit(attempt(2), plan);

            assertThat(((Submission.Rejected) submission).diagnosis().code()).isEqualTo("KEY_COMPROMISED");
        }
    }

    @Test
    void describe_defaults_areAsDocumented() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);

        assertThat(authority.describe().name()).isEqualTo("test-ca");
        assertThat(authority.describe().trustAnchors()).isEqualTo(authority.roots());
        assertThat(authority.describe().caaIdentities()).isEmpty();
        assertThat(authority.renewalHint(
                        issue(
                                authority,
                                1,
                                plan(KeyAlgorithm.EC_prime256v1, "example.com").build()),
                        NOW))
                .isEqualTo(Optional.empty());
    }
}
