package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.Oids;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PRF-24: a certificate is its precertificate, octet for octet, but for poison and timestamps")
class PrecertificateLintTest {
    private static final byte[] TIMESTAMPS = Der.octetString(Tbs.hex("000400020000"));

    private static Tbs precertificate() {
        return Tbs.leaf().extension(Oids.PRECERTIFICATE_POISON, true, Tbs.hex("0500"));
    }

    private static Tbs certificate() {
        return Tbs.leaf().extension(Oids.SCT_LIST, false, TIMESTAMPS);
    }

    private static byte[] signed(Tbs tbs) {
        return Der.sequence(tbs.toDer(), Tbs.ECDSA_SHA256, Der.bitString(new byte[8]));
    }

    @Test
    @DisplayName("control: a pair has no finding, be the timestamps inside, at another place, or delivered otherwise")
    void check_pair_hasNoFinding() {
        assertThat(PrecertificateLint.checkToBeSigned(
                        precertificate().toDer(), certificate().toDer()))
                .isEmpty();
        assertThat(PrecertificateLint.check(signed(precertificate()), signed(certificate())))
                .isEmpty();
        assertThat(PrecertificateLint.check(signed(precertificate()), signed(Tbs.leaf())))
                .isEmpty();
    }

    private static Arguments changed(String what, UnaryOperator<Tbs> change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                changed("serial number", tbs -> tbs.serial("02105a00112233445566778899aabbccddef")),
                changed("issuer", tbs -> tbs.issuer(Tbs.caName("other"))),
                changed("a second of the validity", tbs -> tbs.validity("261123000000Z", "270301235958Z")),
                changed(
                        "subject",
                        tbs -> tbs.subject(Tbs.name(Tbs.attribute(Oids.COMMON_NAME, Der.utf8("a.example"))))),
                changed("unique identifier", Tbs::uniqueIdentifier),
                changed("no version", Tbs::withoutVersion),
                changed(
                        "names",
                        tbs -> tbs.extension(
                                Oids.SUBJECT_ALTERNATIVE_NAME, true, Tbs.sequence(Tbs.dns("example.com")))),
                changed(
                        "criticality",
                        tbs -> tbs.extension(Oids.KEY_USAGE, false, Der.namedBits(Oids.DIGITAL_SIGNATURE))),
                changed("an extension less", tbs -> tbs.without(Oids.CRL_DISTRIBUTION_POINTS)),
                changed("an extension more", tbs -> tbs.another("1.3.6.1.5.5.7.1.24", false, Tbs.hex("3003020105"))),
                changed(
                        "another order",
                        tbs -> tbs.without(Oids.KEY_USAGE)
                                .extension(Oids.KEY_USAGE, true, Der.namedBits(Oids.DIGITAL_SIGNATURE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void check_anythingElseDiffers_isFound(String what, UnaryOperator<Tbs> change) {
        byte[] other = change.apply(certificate()).toDer();

        assertThat(PrecertificateLint.checkToBeSigned(precertificate().toDer(), other))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.PRECERTIFICATE_MISMATCH);
    }

    @Test
    void check_poisonAndTimestampsInTheWrongPlace_isFound() {
        Tbs both = precertificate().extension(Oids.SCT_LIST, false, TIMESTAMPS);

        assertThat(PrecertificateLint.checkToBeSigned(
                        both.toDer(), certificate().toDer()))
                .extracting(LintFinding::rule)
                .contains(Rule.SCT_LIST_SYNTAX);
        assertThat(PrecertificateLint.checkToBeSigned(precertificate().toDer(), both.toDer()))
                .extracting(LintFinding::rule)
                .contains(Rule.PRECERTIFICATE_POISON);
        assertThat(PrecertificateLint.checkToBeSigned(
                        Tbs.leaf().toDer(), Tbs.leaf().toDer()))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.PRECERTIFICATE_POISON);
    }

    @Test
    void check_noCertificates_areFindings() {
        assertThat(PrecertificateLint.check(new byte[] {1, 2}, new byte[0]))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.STRUCTURE);
        assertThat(PrecertificateLint.checkToBeSigned(Der.sequence(), Der.sequence()))
                .extracting(LintFinding::rule)
                .containsExactly(Rule.PRECERTIFICATE_POISON);
    }
}
