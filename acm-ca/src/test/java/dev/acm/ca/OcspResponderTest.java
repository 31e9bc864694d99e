package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.options;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.acm.ca.CrashingStore.Moment;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintProfile;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.RecordStore;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("BR 7.1.2.8: a delegated OCSP responder")
class OcspResponderTest {
    private static final Duration VALIDITY = Duration.ofDays(10);
    private static final Instant SOON = NOW.plusSeconds(10);

    private final InMemoryRecordStore store = new InMemoryRecordStore();

    private static EmbeddedAuthority open(RecordStore on) throws Exception {
        return EmbeddedAuthority.open(
                options(on)
                        .publication(PublicationOptions.builder()
                                .ocspUrl("http://ca.example/ocsp")
                                .ocspResponder(VALIDITY)
                                .build())
                        .build(),
                NOW);
    }

    private static CertificateChain issued(EmbeddedAuthority authority, int number) throws Exception {
        return issue(
                authority,
                number,
                plan(KeyAlgorithm.EC_prime256v1, "example.com").build());
    }

    static byte[] ask(EmbeddedAuthority authority, CertificateChain chain, Instant at) throws Exception {
        return ask(authority, chain.certificates().get(1), chain.leaf().getSerialNumber(), at);
    }

    private static byte[] ask(EmbeddedAuthority authority, X509Certificate issuer, BigInteger serial, Instant at)
            throws Exception {
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(issuer),
                serial);
        return authority.ocsp(new OCSPReqBuilder().addRequest(id).build().getEncoded(), at);
    }

    private static X509CertificateHolder responderOf(byte[] response) throws Exception {
        BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(response).getResponseObject();
        X509CertificateHolder[] certificates = basic.getCerts();
        assertThat(certificates).hasSize(1);
        assertThat(basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(certificates[0])))
                .isTrue();
        return certificates[0];
    }

    @Test
    void ocsp_goodAndRevoked_othersAgree() throws Exception {
        EmbeddedAuthority authority = open(store);
        CertificateChain good = issued(authority, 1);
        CertificateChain revoked = issued(authority, 2);
        authority.revoke(revoked, RevocationReason.SUPERSEDED, NOW);
        byte[] ofGood = ask(authority, good, NOW);
        byte[] ofRevoked = ask(authority, revoked, NOW);
        List<X509Certificate> roots = authority.roots();

        assertThat(SecondOpinion.jdkAccepts(good, roots, ofGood, SOON)).isTrue();
        assertThat(SecondOpinion.jdkAccepts(revoked, roots, ofRevoked, SOON)).isFalse();
        assertThat(SecondOpinion.opensslAccepts(ofGood, authority.issuingCertificate(), roots, SOON))
                .isTrue();
        // the control: a response for another certificate says nothing
        assertThat(SecondOpinion.jdkAccepts(good, roots, ofRevoked, SOON)).isFalse();
    }

    @Test
    void ocsp_signedByTheIssuingCa_theJdkAgreesToo() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open(store);
        CertificateChain good = issued(authority, 1);

        byte[] response = ask(authority, good, NOW);

        assertThat(SecondOpinion.jdkAccepts(good, authority.roots(), response, SOON))
                .isTrue();
        response[response.length - 1] ^= 1;
        assertThat(SecondOpinion.jdkAccepts(good, authority.roots(), response, SOON))
                .isFalse();
    }

    @Test
    void ocsp_responder_isAsTheProfileSays() throws Exception {
        EmbeddedAuthority authority = open(store);

        X509CertificateHolder responder = responderOf(ask(authority, issued(authority, 1), NOW));

        assertThat(CertificateLint.of(LintProfile.OCSP_RESPONDER)
                        .check(
                                responder.getEncoded(),
                                LintContext.builder()
                                        .issuer(authority.issuingCertificate())
                                        .build()))
                .isEmpty();
        assertThat(responder.getNotAfter().toInstant())
                .isEqualTo(NOW.minus(Duration.ofHours(1)).plus(VALIDITY).minusSeconds(1));
    }

    @Test
    void ocsp_twoManagersAndARestart_useOneResponder() throws Exception {
        EmbeddedAuthority first = open(store);
        CertificateChain chain = issued(first, 1);
        X509CertificateHolder responder = responderOf(ask(first, chain, NOW));

        assertThat(responderOf(ask(open(store), chain, NOW))).isEqualTo(responder);
        assertThat(responderOf(ask(first, chain, SOON))).isEqualTo(responder);
    }

    @Test
    void ocsp_responderWouldEndBeforeItsResponse_isReplaced() throws Exception {
        EmbeddedAuthority authority = open(store);
        CertificateChain chain = issued(authority, 1);
        X509CertificateHolder first = responderOf(ask(authority, chain, NOW));
        // responses are valid for 3 days
        Instant last = first.getNotAfter().toInstant().minus(Duration.ofDays(3));

        assertThat(responderOf(ask(authority, chain, last))).isEqualTo(first);
        byte[] later = ask(authority, chain, last.plusSeconds(1));

        assertThat(responderOf(later)).isNotEqualTo(first);
        assertThat(SecondOpinion.jdkAccepts(chain, authority.roots(), later, last.plusSeconds(2)))
                .isTrue();
    }

    @Test
    void ocsp_afterRollOver_eachCaHasAResponderOfItsOwn() throws Exception {
        EmbeddedAuthority authority = open(store);
        CertificateChain before = issued(authority, 1);
        authority.rollOver(NOW);
        CertificateChain after = issued(authority, 2);

        for (CertificateChain chain : List.of(before, after)) {
            byte[] response = ask(authority, chain, NOW);
            assertThat(responderOf(response).getIssuer())
                    .isEqualTo(new JcaX509CertificateHolder(chain.certificates().get(1)).getSubject());
            assertThat(SecondOpinion.jdkAccepts(chain, authority.roots(), response, SOON))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, BEFORE", "1, AFTER", "2, BEFORE", "2, AFTER", "3, BEFORE", "3, AFTER"})
    void ocsp_crashWhileTheResponderIsMade_answersAfterwards(int write, Moment moment) throws Exception {
        CertificateChain chain = issued(open(store), 1);
        EmbeddedAuthority crashing = open(new CrashingStore(store, write, moment));
        assertThat(catchThrowable(() -> ask(crashing, chain, NOW))).isInstanceOf(AuthorityException.class);

        EmbeddedAuthority restarted = open(store);
        byte[] response = ask(restarted, chain, NOW);

        assertThat(SecondOpinion.jdkAccepts(chain, restarted.roots(), response, SOON))
                .isTrue();
        // every responder that was signed is known by its octets
        List<byte[]> known = new ArrayList<>();
        store.scan("ca-certificate", Optional.empty(), Optional.empty(), 100)
                .records()
                .forEach(record -> known.add(
                        record.document().bytes(record.document().has("certificate") ? "certificate" : "toBeSigned")));
        assertThat(known).contains(responderOf(response).getEncoded());
    }

    @Test
    void ocsp_loadedCaThatMayNotSignResponses_needsAResponder() throws Exception {
        TestCa ca = TestCa.root().build().below("Issuing").build();
        EmbeddedAuthority without = EmbeddedAuthority.over(options(store).build(), ca.issuing());
        CertificateChain chain = issued(without, 1);
        EmbeddedAuthority with = EmbeddedAuthority.over(
                options(store)
                        .publication(PublicationOptions.builder()
                                .ocspResponder(VALIDITY)
                                .build())
                        .build(),
                ca.issuing());

        assertThatThrownBy(() -> ask(without, chain, NOW))
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("digitalSignature");
        byte[] response = ask(with, chain, NOW);

        assertThat(SecondOpinion.jdkAccepts(chain, with.roots(), response, SOON))
                .isTrue();
        assertThat(SecondOpinion.opensslAccepts(response, ca.path().leaf(), with.roots(), SOON))
                .isTrue();
    }
}
