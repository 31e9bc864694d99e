package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.lint.CrlLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Submission;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationTest {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    private static X509CRL read(byte[] der) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    private static BigInteger number(X509CRL crl) {
        byte[] value = crl.getExtensionValue("2.5.29.20");
        return new BigInteger(java.util.Arrays.copyOfRange(value, 4, value.length));
    }

    private CertificateChain issued(EmbeddedAuthority authority, int number) throws Exception {
        return issue(
                authority,
                number,
                plan(KeyAlgorithm.EC_prime256v1, "example.com").build());
    }

    @Nested
    @DisplayName("BR 7.2: CRLs")
    class Crls {
        @ParameterizedTest
        @EnumSource(
                value = KeyAlgorithm.class,
                names = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"})
        void crl_oneOfTwoRevoked_othersAgree(KeyAlgorithm caKey) throws Exception {
            EmbeddedAuthority authority = EmbeddedAuthority.open(
                    TestAuthority.options(store).keyAlgorithm(caKey).build(), NOW);
            X509Certificate revoked = issued(authority, 1).leaf();
            X509Certificate good = issued(authority, 2).leaf();
            authority.revoke(
                    CertificateChain.of(List.of(revoked)), RevocationReason.KEY_COMPROMISE, NOW.plusSeconds(60));

            byte[] der = authority.crl(NOW.plusSeconds(120));

            X509CRL crl = read(der);
            crl.verify(authority.issuingCertificate().getPublicKey());
            assertThat(crl.isRevoked(revoked)).isTrue();
            assertThat(crl.isRevoked(good)).isFalse();
            assertThat(crl.getRevokedCertificate(revoked).getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
            assertThat(crl.getRevokedCertificate(revoked).getRevocationDate())
                    .isEqualTo(Date.from(NOW.plusSeconds(60)));
            assertThat(crl.getNextUpdate())
                    .isEqualTo(Date.from(NOW.plusSeconds(119).plus(Duration.ofDays(9))));
            assertThat(CrlLint.check(
                            der,
                            LintContext.builder()
                                    .issuer(authority.issuingCertificate())
                                    .build()))
                    .isEmpty();
            opensslAgrees(authority, der, revoked, good);
        }

        private void opensslAgrees(
                EmbeddedAuthority authority, byte[] der, X509Certificate revoked, X509Certificate good)
                throws Exception {
            if (!SecondOpinion.isOpensslThere()) {
                return;
            }
            Path folder = Files.createTempDirectory("acm-crl");
            Path crl = Files.write(folder.resolve("crl.der"), der);
            Path ca = Files.writeString(
                    folder.resolve("ca.pem"),
                    CertificateChain.of(List.of(
                                    authority.issuingCertificate(),
                                    authority.roots().get(0)))
                            .toPem());
            Path pem = folder.resolve("crl.pem");
            assertThat(SecondOpinion.run(List.of(
                            "openssl",
                            "crl",
                            "-inform",
                            "DER",
                            "-in",
                            crl.toString(),
                            "-CAfile",
                            ca.toString(),
                            "-out",
                            pem.toString())))
                    .isTrue();
            assertThat(verify(folder, ca, pem, good)).isTrue();
            assertThat(verify(folder, ca, pem, revoked)).isFalse();
        }

        private boolean verify(Path folder, Path ca, Path crl, X509Certificate leaf) throws Exception {
            Path file = Files.writeString(
                    folder.resolve("leaf.pem"),
                    CertificateChain.of(List.of(leaf)).toPem());
            return SecondOpinion.run(List.of(
                    "openssl",
                    "verify",
                    "-x509_strict",
                    "-crl_check",
                    "-attime",
                    Long.toString(NOW.plusSeconds(300).getEpochSecond()),
                    "-CAfile",
                    ca.toString(),
                    "-CRLfile",
                    crl.toString(),
                    file.toString()));
        }

        @Test
        void crl_noneRevoked_hasNoList() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);

            assertThat(read(authority.crl(NOW)).getRevokedCertificates()).isNull();
        }

        @Test
        @DisplayName("RFC 5280 5.2.3: the number rises, whatever the clock does, also over a restart")
        void crl_clockGoesBack_numberRises() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            BigInteger first = number(read(authority.crl(NOW)));

            BigInteger second = number(read(TestAuthority.open(store).crl(NOW.minus(Duration.ofDays(30)))));
            BigInteger third = number(read(authority.crl(NOW)));

            assertThat(List.of(first, second, third))
                    .containsExactly(BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(3));
        }

        @Test
        void crl_revocationWhileItIsMade_isOnTheOneWithTheHigherNumber() throws Exception {
            EmbeddedAuthority other = TestAuthority.open(store);
            CertificateChain chain = issued(other, 1);
            List<X509CRL> others = new ArrayList<>();
            EmbeddedAuthority interrupted =
                    TestAuthority.open(new InterruptedStore(store, 1, CrashingStore.Moment.BEFORE, () -> {
                        other.revoke(chain, RevocationReason.SUPERSEDED, NOW);
                        others.add(read(other.crl(NOW)));
                    }));

            X509CRL crl = read(interrupted.crl(NOW));

            assertThat(number(crl)).isGreaterThan(number(others.get(0)));
            assertThat(crl.isRevoked(chain.leaf())).isTrue();
        }

        @Test
        @DisplayName("RFC 5280 3.3: an entry stays until after the certificate's end")
        void crl_longAfterTheEnd_entryIsGone() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            CertificateChain chain = issued(authority, 1);
            authority.revoke(chain, RevocationReason.UNSPECIFIED, NOW);
            Instant end = chain.leaf().getNotAfter().toInstant();

            assertThat(read(authority.crl(end.plus(Duration.ofDays(1)))).isRevoked(chain.leaf()))
                    .isTrue();
            assertThat(read(authority.crl(end.plus(Duration.ofDays(30)))).isRevoked(chain.leaf()))
                    .isFalse();
        }

        @ParameterizedTest
        @EnumSource(
                value = RevocationReason.class,
                mode = EnumSource.Mode.EXCLUDE,
                names = {"CERTIFICATE_HOLD", "REMOVE_FROM_CRL"})
        void crl_eachReason_isLintedAndListed(RevocationReason reason) throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            CertificateChain chain = issued(authority, 1);
            authority.revoke(chain, reason, NOW);
            authority.revoke(chain, RevocationReason.UNSPECIFIED, NOW.plusSeconds(10));

            X509CRL crl = read(authority.crl(NOW.plusSeconds(20)));

            assertThat(crl.getRevokedCertificates()).hasSize(1);
            assertThat(crl.getRevokedCertificate(chain.leaf()).getRevocationDate())
                    .isEqualTo(Date.from(NOW));
        }
    }

    @Nested
    @DisplayName("BR 7.2.2: a key found compromised after its certificate was revoked for something else")
    class LaterCompromise {
        private X509CRL revokedTwice(RevocationReason first, Instant firstAt, RevocationReason second, Instant secondAt)
                throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            CertificateChain chain = issued(authority, 1);
            authority.revoke(chain, first, firstAt);
            authority.revoke(chain, second, secondAt);
            X509CRL crl = read(authority.crl(NOW.plusSeconds(300)));
            assertThat(crl.getRevokedCertificates()).hasSize(1);
            return crl;
        }

        private X509CRLEntry entry(X509CRL crl) {
            return crl.getRevokedCertificates().iterator().next();
        }

        @ParameterizedTest
        @EnumSource(
                value = RevocationReason.class,
                names = {"UNSPECIFIED", "SUPERSEDED", "PRIVILEGE_WITHDRAWN"})
        void revoke_thenCompromised_reasonChangesAndDateStays(RevocationReason first) throws Exception {
            X509CRLEntry entry = entry(revokedTwice(first, NOW, RevocationReason.KEY_COMPROMISE, NOW.plusSeconds(60)));

            assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
            assertThat(entry.getRevocationDate()).isEqualTo(Date.from(NOW));
        }

        @Test
        void revoke_thenCompromisedSinceBefore_isDatedBack() throws Exception {
            X509CRLEntry entry = entry(revokedTwice(
                    RevocationReason.SUPERSEDED, NOW, RevocationReason.KEY_COMPROMISE, NOW.minusSeconds(60)));

            assertThat(entry.getRevocationDate()).isEqualTo(Date.from(NOW.minusSeconds(60)));
        }

        @Test
        @DisplayName("control: no other reason takes the place of one that is there")
        void revoke_compromisedThenAnother_staysCompromised() throws Exception {
            assertThat(entry(revokedTwice(
                                    RevocationReason.KEY_COMPROMISE,
                                    NOW,
                                    RevocationReason.CESSATION_OF_OPERATION,
                                    NOW.minusSeconds(60)))
                            .getRevocationReason())
                    .isEqualTo(CRLReason.KEY_COMPROMISE);
            assertThat(entry(revokedTwice(
                                    RevocationReason.SUPERSEDED,
                                    NOW,
                                    RevocationReason.CESSATION_OF_OPERATION,
                                    NOW.minusSeconds(60)))
                            .getRevocationDate())
                    .isEqualTo(Date.from(NOW));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @DisplayName("BR 6.1.1.3: whenever the process dies, a certificate revoked for compromise has a blocked key")
        void revoke_crashAtAnyWrite_keyIsBlockedFirst(int write) throws Exception {
            for (CrashingStore.Moment moment : CrashingStore.Moment.values()) {
                InMemoryRecordStore fresh = new InMemoryRecordStore();
                EmbeddedAuthority authority = TestAuthority.open(fresh);
                CertificateChain chain = issued(authority, 1);
                EmbeddedAuthority crashing = TestAuthority.open(new CrashingStore(fresh, write, moment));

                assertThatThrownBy(() -> crashing.revoke(chain, RevocationReason.KEY_COMPROMISE, NOW))
                        .isInstanceOf(AuthorityException.class);

                boolean revoked = read(authority.crl(NOW)).isRevoked(chain.leaf());
                boolean blocked = authority.submit(
                                TestAuthority.attempt(2),
                                plan(KeyAlgorithm.EC_prime256v1, "example.com").build())
                        instanceof Submission.Rejected;
                assertThat(blocked)
                        .as("%s write %s, revoked %s", moment, write, revoked)
                        .isEqualTo(write > 1 || moment == CrashingStore.Moment.AFTER);
                assertThat(!revoked || blocked).isTrue();
            }
        }
    }

    @Nested
    @DisplayName("S2: a store whose lists lag")
    class Lagging {
        private final LaggingStore lagging = new LaggingStore(store, Duration.ofMinutes(5));

        @Test
        void crl_revokedJustBefore_isListedThoughTheStoreDoesNotShowIt() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(lagging);
            List<CertificateChain> chains = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                chains.add(issued(authority, i));
                authority.revoke(chains.get(i - 1), RevocationReason.SUPERSEDED, NOW);
                if (i == 2) {
                    lagging.catchUp();
                }
                X509CRL crl = read(authority.crl(NOW));
                assertThat(crl.getRevokedCertificates()).hasSize(i);
                assertThat(chains).allMatch(chain -> crl.isRevoked(chain.leaf()));
            }
        }

        @Test
        @DisplayName("control: the store really lags, so one that says it does not is believed and misses them")
        void crl_storeThatHidesItsLag_misses() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(new LaggingStore(store, Duration.ZERO));
            CertificateChain chain = issued(authority, 1);
            authority.revoke(chain, RevocationReason.SUPERSEDED, NOW);

            assertThat(read(authority.crl(NOW)).isRevoked(chain.leaf())).isFalse();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @DisplayName("a revocation that was broken off takes none with it, and is listed when it is repeated")
        void crl_revocationBrokenOff_othersAreStillListed(int write) throws Exception {
            for (CrashingStore.Moment moment : CrashingStore.Moment.values()) {
                LaggingStore fresh = new LaggingStore(new InMemoryRecordStore(), Duration.ofMinutes(5));
                EmbeddedAuthority authority = TestAuthority.open(fresh);
                CertificateChain first = issued(authority, 1);
                CertificateChain second = issued(authority, 2);
                EmbeddedAuthority crashing = TestAuthority.open(new CrashingStore(fresh, write, moment));
                assertThatThrownBy(() -> crashing.revoke(first, RevocationReason.SUPERSEDED, NOW))
                        .isInstanceOf(AuthorityException.class);

                authority.revoke(second, RevocationReason.SUPERSEDED, NOW);
                assertThat(read(authority.crl(NOW)).isRevoked(second.leaf())).isTrue();
                authority.revoke(first, RevocationReason.SUPERSEDED, NOW);

                assertThat(read(authority.crl(NOW)).getRevokedCertificates()).hasSize(2);
            }
        }
    }

    @Nested
    @DisplayName("RFC 6960: OCSP")
    class Ocsp {
        private byte[] request(X509Certificate issuer, BigInteger serial, boolean sha256) throws Exception {
            return request(issuer, serial, sha256, 16);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 16, 32, 33, 64, 128})
        @DisplayName("RFC 9654 2.1: a nonce of 1 to 128 octets comes back")
        void ocsp_nonceThatFits_comesBack(int octets) throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            BigInteger serial = issued(authority, 1).leaf().getSerialNumber();

            OCSPResp response =
                    new OCSPResp(authority.ocsp(request(authority.issuingCertificate(), serial, false, octets), NOW));

            byte[] nonce = ((BasicOCSPResp) response.getResponseObject())
                    .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                    .getExtnValue()
                    .getOctets();
            assertThat(nonce).isEqualTo(new DEROctetString(new byte[octets]).getEncoded());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 129, 1000})
        @DisplayName("RFC 9654 2.1: a nonce of none or more is a malformed request")
        void ocsp_nonceThatDoesNotFit_isMalformed(int octets) throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);

            OCSPResp response = new OCSPResp(
                    authority.ocsp(request(authority.issuingCertificate(), BigInteger.TEN, false, octets), NOW));

            assertThat(response.getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        }

        private byte[] request(X509Certificate issuer, BigInteger serial, boolean sha256, int nonceOctets)
                throws Exception {
            DigestCalculator calculator = new JcaDigestCalculatorProviderBuilder()
                    .build()
                    .get(
                            sha256
                                    ? new AlgorithmIdentifier(
                                            org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256)
                                    : CertificateID.HASH_SHA1);
            return new OCSPReqBuilder()
                    .addRequest(new CertificateID(calculator, new JcaX509CertificateHolder(issuer), serial))
                    .setRequestExtensions(new Extensions(new Extension(
                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                            false,
                            new DEROctetString(new byte[nonceOctets]).getEncoded())))
                    .build()
                    .getEncoded();
        }

        private CertificateStatus ask(EmbeddedAuthority authority, BigInteger serial) throws Exception {
            byte[] der = authority.ocsp(request(authority.issuingCertificate(), serial, false), NOW.plusSeconds(120));
            OCSPResp response = new OCSPResp(der);
            assertThat(response.getStatus()).isZero();
            BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
            assertThat(basic.isSignatureValid(new JcaContentVerifierProviderBuilder()
                            .build(authority.issuingCertificate().getPublicKey())))
                    .isTrue();
            assertThat(basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                    .isNotNull();
            assertThat(basic.getResponses()[0].getCertID().getSerialNumber()).isEqualTo(serial);
            return basic.getResponses()[0].getCertStatus();
        }

        @Test
        void ocsp_goodRevokedAndUnknown_areToldApart() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            CertificateChain revoked = issued(authority, 1);
            CertificateChain good = issued(authority, 2);
            authority.revoke(revoked, RevocationReason.SUPERSEDED, NOW.plusSeconds(60));

            assertThat(ask(authority, good.leaf().getSerialNumber())).isNull();
            assertThat(ask(authority, revoked.leaf().getSerialNumber()))
                    .isInstanceOfSatisfying(RevokedStatus.class, status -> {
                        assertThat(status.getRevocationReason()).isEqualTo(4);
                        assertThat(status.getRevocationTime()).isEqualTo(Date.from(NOW.plusSeconds(60)));
                    });
            assertThat(ask(authority, BigInteger.valueOf(42))).isInstanceOf(UnknownStatus.class);
        }

        @Test
        void ocsp_opensslReadsIt() throws Exception {
            if (!SecondOpinion.isOpensslThere()) {
                return;
            }
            EmbeddedAuthority authority = TestAuthority.open(store);
            X509Certificate leaf = issued(authority, 1).leaf();
            byte[] response =
                    authority.ocsp(request(authority.issuingCertificate(), leaf.getSerialNumber(), true), NOW);
            Path folder = Files.createTempDirectory("acm-ocsp");
            Path file = Files.write(folder.resolve("response.der"), response);
            Path ca = Files.writeString(
                    folder.resolve("ca.pem"),
                    CertificateChain.of(List.of(
                                    authority.issuingCertificate(),
                                    authority.roots().get(0)))
                            .toPem());

            assertThat(SecondOpinion.run(List.of(
                            "openssl",
                            "ocsp",
                            "-respin",
                            file.toString(),
                            "-CAfile",
                            ca.toString(),
                            "-issuer",
                            ca.toString(),
                            "-verify_other",
                            ca.toString(),
                            "-attime",
                            Long.toString(NOW.plusSeconds(10).getEpochSecond()))))
                    .isTrue();
        }

        @Test
        void ocsp_noiseOrAnotherCa_isAnErrorResponse() throws Exception {
            EmbeddedAuthority authority = TestAuthority.open(store);
            EmbeddedAuthority other = TestAuthority.open();

            OCSPResp noise = new OCSPResp(authority.ocsp(new byte[] {1, 2, 3}, NOW));
            OCSPResp strange =
                    new OCSPResp(authority.ocsp(request(other.issuingCertificate(), BigInteger.TEN, false), NOW));

            assertThat(noise.getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
            assertThat(strange.getStatus()).isEqualTo(OCSPResp.UNAUTHORIZED);
        }
    }
}
