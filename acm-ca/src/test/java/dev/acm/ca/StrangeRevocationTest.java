package dev.acm.ca;

import static dev.acm.ca.TestAuthority.NOW;
import static dev.acm.ca.TestAuthority.issue;
import static dev.acm.ca.TestAuthority.options;
import static dev.acm.ca.TestAuthority.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.RevocationReason;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import java.math.BigInteger;
import java.net.URI;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CA issued before, and times that nobody meant, are on a CRL like others, and take no other revocation off it. */
@DisplayName("no revocation stops the CRLs of its issuer")
class StrangeRevocationTest {
    private static final Instant BEGUN = NOW.minus(Duration.ofDays(1));

    private final InMemoryRecordStore store = new InMemoryRecordStore();
    private TestCa issuing;
    private EmbeddedAuthority authority;
    private CertificateChain usual;

    @BeforeEach
    void revokeAUsualOne() throws Exception {
        issuing = TestCa.root().build().below("Issuing").build();
        authority = EmbeddedAuthority.over(
                options(store)
                        .publication(PublicationOptions.builder()
                                .crlUrl("http://ca.example/{issuer}.crl")
                                .ocspResponder(Duration.ofDays(10))
                                .build())
                        .build(),
                issuing.issuing());
        usual = issue(
                authority, 1, plan(KeyAlgorithm.EC_prime256v1, "example.com").build());
        authority.revoke(usual, RevocationReason.SUPERSEDED, NOW);
    }

    /** As other software may have issued it with the CA's key. */
    private CertificateChain foreign(BigInteger serial, Optional<String> crlUrl) throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuing.path().leaf(),
                serial,
                Date.from(BEGUN),
                Date.from(NOW.plus(Duration.ofDays(30))),
                new X500Principal("CN=x"),
                TestAuthority.keys(KeyAlgorithm.EC_prime256v1).getPublic());
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils()
                        .createAuthorityKeyIdentifier(issuing.keys().getPublic()));
        if (crlUrl.isPresent()) {
            GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, crlUrl.get());
            DistributionPointName name = new DistributionPointName(new GeneralNames(url));
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                new DistributionPoint(name, null, null)
            }));
        }
        X509Certificate leaf = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(issuing.keys().getPrivate())));
        return CertificateChain.of(List.of(leaf, issuing.path().leaf()));
    }

    private X509CRL crl() throws Exception {
        X509CRL crl = SecondOpinion.crl(authority.crl(NOW.plusSeconds(60)));
        crl.verify(issuing.keys().getPublic());
        assertThat(crl.isRevoked(usual.leaf())).isTrue();
        return crl;
    }

    private RevokedStatus status(CertificateChain chain) throws Exception {
        byte[] response = OcspResponderTest.ask(authority, chain, NOW.plusSeconds(60));
        return (RevokedStatus)
                ((BasicOCSPResp) new OCSPResp(response).getResponseObject()).getResponses()[0].getCertStatus();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 159, 160, 170, 2400})
    void revoke_serialNumberOfAnyLength_isListed(int bits) throws Exception {
        for (BigInteger serial : List.of(
                BigInteger.ONE.shiftLeft(bits), BigInteger.ONE.shiftLeft(bits).negate())) {
            CertificateChain strange = foreign(serial, Optional.empty());

            authority.revoke(strange, RevocationReason.SUPERSEDED, NOW);

            assertThat(crl().getRevokedCertificate(serial)).isNotNull();
            assertThat(status(strange).getRevocationReason()).isEqualTo(4);
        }
        assertThat(crl().getRevokedCertificates()).hasSize(3);
    }

    @Test
    void revoke_serialNumberZero_isListed() throws Exception {
        authority.revoke(foreign(BigInteger.ZERO, Optional.empty()), RevocationReason.SUPERSEDED, NOW);

        assertThat(crl().getRevokedCertificate(BigInteger.ZERO)).isNotNull();
    }

    @Test
    @DisplayName("control: a CRL that breaks another rule is signed for nobody")
    void crl_breaksAnotherRule_isRefused() {
        assertThatThrownBy(() -> authority.crl(Instant.parse("9999-12-30T00:00:00Z")))
                .isInstanceOf(AuthorityException.class)
                .hasMessageContaining("would break rules");
    }

    @ParameterizedTest
    @CsvSource({
        "-1000000000-01-01T00:00:00Z",
        "-0005-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1949-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z"
    })
    void revoke_datedBeforeTheCertificate_countsFromItsBeginning(Instant at) throws Exception {
        CertificateChain chain = foreign(BigInteger.TEN, Optional.empty());

        authority.revoke(chain, RevocationReason.KEY_COMPROMISE, at);

        assertThat(crl().getRevokedCertificate(BigInteger.TEN).getRevocationDate())
                .isEqualTo(Date.from(BEGUN));
        assertThat(status(chain).getRevocationTime()).isEqualTo(Date.from(BEGUN));
    }

    @Test
    @DisplayName("control: within the certificate's validity the date is the given one; from the future it is now")
    void revoke_datedWithinTheCertificate_countsFromThen() throws Exception {
        authority.revoke(foreign(BigInteger.ONE, Optional.empty()), RevocationReason.SUPERSEDED, BEGUN.plusSeconds(7));
        authority.revoke(foreign(BigInteger.TWO, Optional.empty()), RevocationReason.SUPERSEDED, Instant.MAX);

        assertThat(crl().getRevokedCertificate(BigInteger.ONE).getRevocationDate())
                .isEqualTo(Date.from(BEGUN.plusSeconds(7)));
        assertThat(crl().getRevokedCertificate(BigInteger.TWO).getRevocationDate())
                .isEqualTo(Date.from(NOW.plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ca.example./x.crl", "http://ca.example/ä.crl", "http://a..b/x.crl", "nonsense"})
    void publications_certificateWithABrokenCrlUrl_areThereForTheOthers(String url) throws Exception {
        authority.revoke(foreign(BigInteger.TEN, Optional.of(url)), RevocationReason.SUPERSEDED, NOW);

        assertThat(authority.publications(NOW))
                .hasSize(1)
                .containsKey(URI.create(Extensions.crlUrlOf(usual.leaf()).orElseThrow()));
    }

    @Test
    @DisplayName("control: one that can be served is published")
    void publications_certificateWithAnotherCrlUrl_haveIt() throws Exception {
        authority.revoke(
                foreign(BigInteger.TEN, Optional.of("http://old.example/x.crl")), RevocationReason.SUPERSEDED, NOW);

        assertThat(authority.publications(NOW)).hasSize(2).containsKey(URI.create("http://old.example/x.crl"));
    }
}
