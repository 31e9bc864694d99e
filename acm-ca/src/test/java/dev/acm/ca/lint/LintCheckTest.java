package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateRemark;
import dev.acm.testkit.contract.CertificateCheckContract;
import java.util.List;
import java.util.stream.IntStream;
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

    /** A chain whose issuing CA has so many names, below one with so many permitted subtrees of other names. */
    private static CertificateChain namesBelowSubtrees(int names, int subtrees) {
        byte[] top = Tbs.caName("Top");
        List<byte[]> own = IntStream.range(0, names)
                .mapToObj(i -> Tbs.dns("n" + i + ".example.com"))
                .toList();
        List<byte[]> permitted = IntStream.range(0, subtrees)
                .mapToObj(i -> Der.sequence(Tbs.dns("c" + i + ".example.org")))
                .toList();
        return chain(
                Tbs.leaf().issuer(CA),
                authority().issuer(top).extension(Oids.SUBJECT_ALTERNATIVE_NAME, false, Der.sequence(own)),
                authority()
                        .subject(top)
                        .extension(
                                Oids.NAME_CONSTRAINTS,
                                true,
                                Der.sequence(Der.tagged(0, permitted.toArray(byte[][]::new)))));
    }

    private static List<CertificateRemark> ofRule(List<CertificateRemark> remarks, Rule rule, int place) {
        return remarks.stream()
                .filter(remark -> remark.rule().equals(rule.id()) && remark.place() == place)
                .toList();
    }

    @Test
    @DisplayName("each rule has so many remarks on a certificate at most, and each remark names some subtrees only")
    void check_manyNamesOutsideManySubtrees_isToldInFewWords() {
        List<CertificateRemark> remarks = newCheck().check(namesBelowSubtrees(300, 300));

        List<CertificateRemark> violated = ofRule(remarks, Rule.NAME_CONSTRAINTS_VIOLATED, 1);
        assertThat(violated).hasSize(Findings.MAX_OF_A_RULE + 1);
        assertThat(violated.get(0).message()).contains("n0.example.com", "'c0.example.org'", "297 more");
        assertThat(violated.get(Findings.MAX_OF_A_RULE).message()).contains("200 times more");
        assertThat(remarks)
                .allSatisfy(remark -> assertThat(remark.message().length()).isLessThan(Findings.MAX_MESSAGE + 100));
        assertThat(ofRule(remarks, Rule.NAME_CONSTRAINTS_NOT_JUDGED, 1)).isEmpty();
    }

    @Test
    @DisplayName("names and subtrees without number: some are compared, and that not all were is an error")
    void check_moreNamesTimesSubtreesThanTheBudget_isAnError() {
        List<CertificateRemark> remarks = newCheck().check(namesBelowSubtrees(4000, 4000));

        assertThat(Rule.NAME_CONSTRAINTS_NOT_JUDGED.severity()).isEqualTo(Severity.ERROR);
        assertThat(ofRule(remarks, Rule.NAME_CONSTRAINTS_NOT_JUDGED, 1)).hasSize(1);
        // the budget is the chain's
        assertThat(ofRule(remarks, Rule.NAME_CONSTRAINTS_NOT_JUDGED, 0)).hasSize(1);
        assertThat(remarks.stream()
                        .mapToInt(remark -> remark.message().length())
                        .sum())
                .isLessThan(100_000);
    }

    @Test
    @DisplayName("a name of any length is shown by its beginning")
    void check_longName_isCutInTheRemark() {
        byte[] permitted = Der.sequence(Der.tagged(0, Der.sequence(Tbs.dns("example.com"))));
        CertificateChain chain = chain(
                Tbs.leaf()
                        .issuer(CA)
                        .extension(
                                Oids.SUBJECT_ALTERNATIVE_NAME,
                                true,
                                Der.sequence(Tbs.dns("a".repeat(100_000) + ".example.org"))),
                authority().extension(Oids.NAME_CONSTRAINTS, true, permitted));

        List<CertificateRemark> violated = ofRule(newCheck().check(chain), Rule.NAME_CONSTRAINTS_VIOLATED, 0);

        assertThat(violated)
                .singleElement()
                .satisfies(remark -> assertThat(remark.message())
                        .contains("aaa", "'example.com'")
                        .hasSizeLessThan(200));
    }

    @Test
    @DisplayName("constraints that cannot be read are told, not passed over")
    void check_unreadableConstraints_isRemarkedOn() {
        CertificateChain broken =
                chain(Tbs.leaf().issuer(CA), authority().extension(Oids.NAME_CONSTRAINTS, false, Tbs.hex("0102")));

        assertThat(newCheck().check(broken)).isNotEmpty();
    }
}
