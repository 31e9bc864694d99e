package dev.acm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.certificate.TestCertificates;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.name.DomainName;
import dev.acm.spi.IssuancePlan;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A4: a chain is accepted only if key, names, dates and signatures fit the plan")
class ChainCheckTest {
    private static final Instant NOW = TestCertificates.NOT_BEFORE.plus(Duration.ofDays(1));
    private static final KeyPair KEY = TestCertificates.keys();
    private static final KeyPair ISSUER_KEY = TestCertificates.keys();
    private static final KeyPair ROOT_KEY = TestCertificates.keys();
    private static final KeyPair STRANGER_KEY = TestCertificates.keys();
    private static final byte[] ROOT =
            TestCertificates.of("Root", ROOT_KEY).authority().der();
    private static final byte[] ISSUER = TestCertificates.of("Issuer", ISSUER_KEY)
            .signedBy("Root", ROOT_KEY)
            .authority()
            .der();
    private static final List<X509Certificate> ROOTS =
            CertificateChain.fromDer(List.of(ROOT)).certificates();
    private static final IssuancePlan PLAN = IssuancePlan.builder(
                    new CertificateArn("acm", "test-1", "111122223333", new UUID(0, 1)),
                    1,
                    List.of(DomainName.parse("example.com"), DomainName.parse("*.example.com")),
                    new byte[0],
                    KeyAlgorithm.EC_prime256v1,
                    NOW)
            .build();

    private final Map<String, Boolean> verified = new HashMap<>();
    private final ChainCheck check = new ChainCheck(verified);

    private static TestCertificates.Spec leaf() {
        return TestCertificates.of("example.com", KEY)
                .signedBy("Issuer", ISSUER_KEY)
                .names(List.of("*.example.com", "EXAMPLE.com"));
    }

    private Optional<String> fault(List<X509Certificate> anchors, byte[]... certificates) {
        return fault(PLAN, anchors, certificates);
    }

    private Optional<String> fault(IssuancePlan plan, List<X509Certificate> anchors, byte[]... certificates) {
        return check.fault(
                        CertificateChain.fromDer(Arrays.asList(certificates)),
                        "issuers of " + certificates.length,
                        plan,
                        KEY.getPublic().getEncoded(),
                        anchors,
                        NOW)
                .map(Diagnosis::summary);
    }

    @Test
    void fault_chainThatFits_isNone() {
        assertThat(fault(ROOTS, leaf().der(), ISSUER, ROOT)).isEmpty();
    }

    @Test
    void fault_rootLeftOut_isNone() {
        assertThat(fault(ROOTS, leaf().der(), ISSUER)).isEmpty();
    }

    @Test
    void fault_authorityNamesNoRoot_isNoneByTheChainsOwnSignatures() {
        assertThat(fault(List.of(), leaf().der(), ISSUER)).isEmpty();
    }

    @Test
    void fault_signedByTheRootItself_isNone() {
        assertThat(fault(ROOTS, leaf().signedBy("Root", ROOT_KEY).der())).isEmpty();
    }

    @Test
    void fault_otherKey_isRefused() {
        byte[] other = TestCertificates.of("example.com", STRANGER_KEY)
                .signedBy("Issuer", ISSUER_KEY)
                .names(List.of("example.com", "*.example.com"))
                .der();

        assertThat(fault(ROOTS, other, ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("another key"));
    }

    @Test
    void fault_nameMissing_isRefusedWithBothSets() {
        assertThat(fault(ROOTS, leaf().names(List.of("example.com")).der(), ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("[example.com]", "[*.example.com, example.com]"));
    }

    @Test
    void fault_nameTooMany_isRefused() {
        assertThat(fault(
                        ROOTS,
                        leaf().names(List.of("example.com", "*.example.com", "example.net"))
                                .der(),
                        ISSUER))
                .isPresent();
    }

    @Test
    void fault_noNamesButACommonName_isRefused() {
        assertThat(fault(ROOTS, leaf().names(List.of()).der(), ISSUER)).isPresent();
    }

    @Test
    void fault_validInTwentyFiveMinutes_isTakenForSkew() {
        assertThat(fault(
                        ROOTS,
                        leaf().valid(NOW.plusSeconds(1500), TestCertificates.NOT_AFTER)
                                .der(),
                        ISSUER))
                .isEmpty();
    }

    @Test
    void fault_validLater_isRefused() {
        assertThat(fault(
                        ROOTS,
                        leaf().valid(NOW.plusSeconds(1501), TestCertificates.NOT_AFTER)
                                .der(),
                        ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("valid from"));
    }

    @Test
    void fault_expired_isRefused() {
        assertThat(fault(ROOTS, leaf().valid(TestCertificates.NOT_BEFORE, NOW).der(), ISSUER))
                .isPresent();
    }

    @Test
    void fault_brokenSignature_isRefused() {
        assertThat(fault(ROOTS, leaf().brokenSignature().der(), ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("does not verify"));
    }

    @Test
    void fault_signedByAStrangerUnderTheIssuersName_isRefused() {
        assertThat(fault(ROOTS, leaf().signedBy("Issuer", STRANGER_KEY).der(), ISSUER))
                .isPresent();
    }

    @Test
    @DisplayName("RFC 5280 §6.1.3: issuer and subject chain by name")
    void fault_namesAnotherIssuer_isRefused() {
        assertThat(fault(ROOTS, leaf().signedBy("Somebody", ISSUER_KEY).der(), ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("CN=Somebody", "CN=Issuer"));
    }

    @Test
    @DisplayName("A5: a leaf that outlives its issuer is refused")
    void fault_outlivesItsIssuer_isRefused() {
        assertThat(fault(
                        ROOTS,
                        leaf().valid(TestCertificates.NOT_BEFORE, TestCertificates.NOT_AFTER.plusSeconds(1))
                                .der(),
                        ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("outlives"));
    }

    @Test
    @DisplayName("A5: a leaf that outlives the root that signed it is refused")
    void fault_outlivesTheRoot_isRefused() {
        byte[] leaf = leaf().signedBy("Root", ROOT_KEY)
                .valid(TestCertificates.NOT_BEFORE, TestCertificates.NOT_AFTER.plusSeconds(1))
                .der();

        assertThat(fault(ROOTS, leaf)).isPresent();
    }

    private static IssuancePlan planFor(Duration validity) {
        return IssuancePlan.builder(PLAN.arn(), 1, PLAN.names(), new byte[0], PLAN.keyAlgorithm(), NOW)
                .validity(validity)
                .build();
    }

    private static byte[] validFor(Duration validity) {
        return leaf().valid(NOW, NOW.plus(validity).minusSeconds(1)).der();
    }

    @Test
    void fault_validFarLongerThanAskedFor_isRefused() {
        assertThat(fault(planFor(Duration.ofDays(46)), ROOTS, validFor(Duration.ofDays(90)), ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("90 days", "46 days"));
    }

    @Test
    void fault_validAsAskedForOrADayLonger_isNone() {
        IssuancePlan plan = planFor(Duration.ofDays(46));

        assertThat(fault(plan, ROOTS, validFor(Duration.ofDays(46)), ISSUER)).isEmpty();
        assertThat(fault(plan, ROOTS, validFor(Duration.ofDays(47)), ISSUER)).isEmpty();
        assertThat(fault(plan, ROOTS, validFor(Duration.ofDays(47).plusSeconds(1)), ISSUER))
                .isPresent();
    }

    @Test
    void fault_validForLess_isNone() {
        assertThat(fault(planFor(Duration.ofDays(46)), ROOTS, validFor(Duration.ofDays(6)), ISSUER))
                .isEmpty();
    }

    @Test
    void fault_noIssuerAndNoRoot_isRefused() {
        assertThat(fault(List.of(), leaf().der()))
                .hasValueSatisfying(why -> assertThat(why).contains("no root"));
    }

    @Test
    void fault_noIssuerAndAnotherRoot_isRefused() {
        assertThat(fault(ROOTS, leaf().der())).isPresent();
    }

    @Test
    void fault_chainEndsElsewhere_isRefused() {
        byte[] otherRoot = TestCertificates.of("Root", STRANGER_KEY).authority().der();

        assertThat(fault(CertificateChain.fromDer(List.of(otherRoot)).certificates(), leaf().der(), ISSUER))
                .hasValueSatisfying(why -> assertThat(why).contains("no root of the authority"));
    }

    @Test
    void fault_issuerIsNoAuthority_isRefused() {
        byte[] noAuthority = TestCertificates.of("Issuer", ISSUER_KEY)
                .signedBy("Root", ROOT_KEY)
                .der();

        assertThat(fault(ROOTS, leaf().der(), noAuthority))
                .hasValueSatisfying(why -> assertThat(why).contains("no authority"));
    }

    @Test
    void fault_issuersSignatureBroken_isRefused() {
        byte[] forged = TestCertificates.of("Issuer", ISSUER_KEY)
                .signedBy("Root", STRANGER_KEY)
                .authority()
                .der();

        assertThat(fault(ROOTS, leaf().der(), forged, ROOT)).isPresent();
    }

    @Test
    void fault_issuersSeenBefore_stillVerifiesTheLeaf() {
        fault(ROOTS, leaf().der(), ISSUER);
        assertThat(verified).hasSize(1);

        assertThat(fault(ROOTS, leaf().brokenSignature().der(), ISSUER)).isPresent();
    }

    @Test
    void fault_refused_issuersAreNotRemembered() {
        fault(
                ROOTS,
                leaf().der(),
                TestCertificates.of("Issuer", ISSUER_KEY).authority().der());

        assertThat(verified).isEmpty();
    }
}
