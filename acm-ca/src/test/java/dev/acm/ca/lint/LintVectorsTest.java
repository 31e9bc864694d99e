package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LintVectorsTest {
    @TestFactory
    @DisplayName("profile-certs.json: no error exactly where the profile is kept")
    Stream<DynamicTest> profiles() {
        return Vectors.testsIfPresent("profile-certs.json", LintVectorsTest::judgeProfile);
    }

    private static void judgeProfile(Vector vector) {
        List<LintFinding> errors =
                CertificateLint.of(profile(vector.text("profile")))
                        .check(vector.base64("der_base64"), LintContext.none())
                        .stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .toList();

        assertThat(vector.allows(errors.isEmpty() ? "accept" : "reject"))
                .as("%s wanted, %s", vector.text("expected"), errors)
                .isTrue();
    }

    @TestFactory
    @DisplayName(
            "lint-certs.json: something is objected to where zlint finds an error; nothing of that rule where it passes")
    Stream<DynamicTest> lints() {
        Optional<Vectors> file = Vectors.find("lint-certs.json");
        return Vectors.testsIfPresent(
                "lint-certs.json",
                vector -> judgeLint(vector, file.orElseThrow().object("certs")));
    }

    private static void judgeLint(Vector vector, Vector certificates) {
        byte[] der = certificates.object(vector.text("cert")).base64("der_base64");
        List<LintFinding> findings =
                CertificateLint.of(profileOf(der, vector.text("check"))).check(der, LintContext.none());
        List<RulesOfZlint.Match> matches = RulesOfZlint.of(vector.text("check"));
        List<Rule> rules = matches.stream().map(RulesOfZlint.Match::rule).toList();
        List<LintFinding> contradicting = findings.stream()
                .filter(finding -> matches.stream().anyMatch(match -> match.contradicts(finding)))
                .toList();

        switch (vector.text("expected")) {
            case "error" -> {
                boolean objected = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
                // what cannot be read at all is not judged any further
                boolean byRule = rules.isEmpty()
                        || findings.stream()
                                .anyMatch(finding -> rules.contains(finding.rule())
                                        || finding.rule() == Rule.EXTENSION_SYNTAX
                                        || finding.rule() == Rule.NOT_DER);
                // what the Baseline Requirements permit against RFC 5280 is a warning of a rule of its own
                assertThat(((objected || !rules.isEmpty()) && byRule) || vector.allows("pass"))
                        .as("%s %s: %s", vector.text("check"), matches, findings)
                        .isTrue();
            }
            case "pass" ->
                assertThat(contradicting.isEmpty() || vector.allows("error"))
                        .as("%s: %s", vector.text("check"), contradicting)
                        .isTrue();
            default -> assertThat(findings).isNotNull();
        }
    }

    /** What the certificate most looks like to that lint. */
    private static LintProfile profileOf(byte[] der, String lint) {
        try {
            CertificateView view = CertificateView.ofCertificate(der);
            if (view.isCa()) {
                return view.isSelfIssued() ? LintProfile.ROOT_CA : LintProfile.ISSUING_CA;
            }
            if (view.has(Oids.PRECERTIFICATE_POISON)) {
                return LintProfile.TLS_SERVER_PRECERTIFICATE;
            }
            String purposes = view.extension(Oids.EXTENDED_KEY_USAGE)
                    .map(extension -> HexFormat.of().formatHex(extension.value().content()))
                    .orElse("");
            boolean server = purposes.contains("2b06010505070301");
            return purposes.contains("2b06010505070309") && (!server || lint.startsWith("e_ocsp_"))
                    ? LintProfile.OCSP_RESPONDER
                    : LintProfile.TLS_SERVER;
        } catch (MalformedDerException e) {
            return LintProfile.TLS_SERVER;
        }
    }

    private static LintProfile profile(String name) {
        return switch (name) {
            case "dv" -> LintProfile.TLS_SERVER;
            case "dv_precert" -> LintProfile.TLS_SERVER_PRECERTIFICATE;
            case "sub_ca" -> LintProfile.ISSUING_CA;
            default -> LintProfile.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }
}
