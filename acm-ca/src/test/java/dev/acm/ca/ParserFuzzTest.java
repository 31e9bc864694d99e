package dev.acm.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acm.ca.csr.RequestFault;
import dev.acm.ca.csr.RequestFinding;
import dev.acm.ca.csr.SigningRequest;
import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.ca.key.WeakKeyCheck;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.CrlLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintProfile;
import dev.acm.ca.lint.OcspLint;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No input makes a parser throw anything but what it declares, or hang. Longer: see CONTRIBUTING.md. */
@DisplayName("parsers hold against damaged input")
class ParserFuzzTest {
    private static CertificateChain chain;
    private static byte[] crl;

    @BeforeAll
    static void issue() throws Exception {
        EmbeddedAuthority authority = TestAuthority.open();
        chain = TestAuthority.issue(
                authority,
                1,
                TestAuthority.plan(KeyAlgorithm.EC_prime256v1, "example.com", "*.example.com")
                        .build());
        authority.revoke(chain, dev.acm.certificate.RevocationReason.SUPERSEDED, TestAuthority.NOW);
        crl = authority.crl(TestAuthority.NOW);
    }

    private static void fuzz(byte[] good, Consumer<byte[]> parser) {
        Random random = new Random(5);
        for (int i = 0; i < Mutations.count(); i++) {
            parser.accept(Mutations.of(good, random));
        }
        parser.accept(Mutations.nested(100_000));
    }

    @Test
    void derElement_throwsWhatItDeclares() {
        int[] malformed = {0};
        fuzz(chain.toDer().get(0), octets -> {
            try {
                DerElement.parse(octets).checkDeeply();
            } catch (MalformedDerException e) {
                malformed[0]++;
            }
        });

        assertThat(malformed[0]).isPositive();
    }

    @Test
    void derElement_nestedDeeply_isRefusedBeforeTheStackEnds() {
        byte[] deep = new byte[0];
        for (int i = 0; i < 10_000; i++) {
            deep = Der.sequence(deep);
            if (deep.length > 30_000) {
                break;
            }
        }
        byte[] octets = deep;

        assertThatThrownBy(() -> DerElement.parse(octets).checkDeeply()).isInstanceOf(MalformedDerException.class);
    }

    @ParameterizedTest
    @EnumSource
    void certificateLint_collects(LintProfile profile) {
        CertificateLint lint = CertificateLint.of(profile);
        LintContext context =
                LintContext.builder().issuer(chain.certificates().get(1)).build();
        fuzz(
                chain.toDer().get(0),
                octets -> assertThat(lint.check(octets, context)).isNotNull());
        fuzz(
                chain.toDer().get(1),
                octets -> assertThat(lint.check(octets, context)).isNotNull());
    }

    @Test
    void crlAndOcspLint_collect() {
        fuzz(
                crl,
                octets -> assertThat(CrlLint.check(octets, LintContext.none())).isNotNull());
        fuzz(crl, octets -> assertThat(OcspLint.checkToBeSigned(octets)).isNotEmpty());
    }

    @Test
    void signingRequest_isReadOrNot() throws Exception {
        byte[] request = TestAuthority.request(
                TestAuthority.keys(KeyAlgorithm.EC_prime256v1), KeyAlgorithm.EC_prime256v1.signatureAlgorithm());
        fuzz(
                request,
                octets -> SigningRequest.read(octets).ifPresent(read -> {
                    assertThat(read.checkNames()).isNotNull();
                    assertThat(read.checkProof(Optional.empty())).isNotNull();
                    assertThat(PublicKeyCheck.builder().build().check(read.publicKey()))
                            .isNotNull();
                }));
    }

    @Test
    @DisplayName("a common name of any length is read in time that grows with it, not with its square")
    void signingRequest_longCommonName_isRead() throws Exception {
        KeyPair keys = TestAuthority.keys(KeyAlgorithm.EC_prime256v1);
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, new DERUTF8String(":".repeat(2_000_000) + "!"))
                .build();
        byte[] request = new JcaPKCS10CertificationRequestBuilder(subject, keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();

        SigningRequest read = SigningRequest.read(request).orElseThrow();

        assertThat(read.checkNames())
                .extracting(RequestFinding::fault)
                .containsExactly(RequestFault.NO_IDENTIFIERS, RequestFault.NAME_INVALID);
    }

    @Test
    void keyCheck_givesAVerdict() throws Exception {
        for (KeyAlgorithm algorithm : List.of(KeyAlgorithm.EC_prime256v1, KeyAlgorithm.RSA_2048)) {
            byte[] key = TestAuthority.keys(algorithm).getPublic().getEncoded();
            fuzz(
                    key,
                    octets -> assertThat(WeakKeyCheck.create().check(octets, true))
                            .isNotNull());
        }
    }
}
