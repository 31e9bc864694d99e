package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateRemark;
import dev.acm.testkit.contract.CertificateCheckContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LintCheckTest implements CertificateCheckContract {
    private static final byte[] CA = Tbs.caName("CA");

    @Override
    public CertificateCheck newCheck() {
        return LintCheck.rfc5280();
    }

    private static CertificateChain chain(Tbs... certificates) {
        return CertificateChain.fromDer(Stream.of(certificates)
                .map(tbs -> Der.sequence(tbs.toDer(), Tbs.ECDSA_SHA256, Der.bitString(new byte[8])))
                .toList());
    }

    private static Tbs authority() {
        return Tbs.authority().subject(CA).validity("261123000000Z", "270302000000Z");
    }

    @Test
    @DisplayName("control: a sound chain has no remark, by RFC 5280 and by the rules for public servers")
    void check_soundChain_hasNoRemark() {
        CertificateChain sound = chain(Tbs.leaf().issuer(CA), authority());

        assertThat(LintCheck.rfc5280().check(sound)).isEmpty();
        assertThat(LintCheck.withLeavesOf(LintProfile.TLS_SERVER).check(sound)).isEmpty();
    }

    @Test
    void check_leafOutlivesItsIssuer_isRemarkedOn() {
        CertificateChain outliving =
                chain(Tbs.leaf().issuer(CA), authority().validity("261123000000Z", "270228000000Z"));

        assertThat(newCheck().check(outliving))
                .extracting(CertificateRemark::rule)
                .containsExactly(Rule.VALIDITY_BEYOND_ISSUER.id());
    }

    @Test
    @DisplayName("what only public authorities must keep is a remark only where leaves are meant to be theirs")
    void check_publicRules_onlyWhereAskedFor() {
        CertificateChain privately = chain(Tbs.leaf().issuer(CA).without(Oids.CERTIFICATE_POLICIES), authority());

        assertThat(LintCheck.rfc5280().check(privately)).isEmpty();
        assertThat(LintCheck.withLeavesOf(LintProfile.TLS_SERVER).check(privately))
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.rule()).isEqualTo(Rule.POLICIES_MISSING.id());
                    assertThat(remark.place()).isZero();
                    assertThat(remark.remedy()).contains(Rule.POLICIES_MISSING.source());
                });
    }

    @Test
    void check_brokenIssuer_isRemarkedOnAtItsPlace() {
        CertificateChain broken = chain(
                Tbs.leaf().issuer(CA), authority().extension(Oids.SUBJECT_KEY_IDENTIFIER, false, Tbs.hex("0102")));

        List<CertificateRemark> remarks = newCheck().check(broken);

        assertThat(remarks).isNotEmpty().allMatch(remark -> remark.place() == 1);
    }

    @Test
    @DisplayName("constraints that cannot be read are told, not passed over")
    void check_unreadableConstraints_isRemarkedOn() {
        CertificateChain broken =
                chain(Tbs.leaf().issuer(CA), authority().extension(Oids.NAME_CONSTRAINTS, false, Tbs.hex("0102")));

        assertThat(newCheck().check(broken)).isNotEmpty();
    }
}
