package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CrlLintVectorsTest {
    /** As {@link RulesOfZlint}. */
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("authority_key_identifier", "CRL_AKI;CRL_EXTENSION_CRITICALITY@authorityKeyIdentifier"),
            Map.entry("crl_number", "CRL_NUMBER;CRL_EXTENSION_CRITICALITY@cRLNumber"),
            Map.entry(
                    "extensions_permitted", "CRL_EXTENSION_UNKNOWN;CRL_EXTENSION_FORBIDDEN;CRL_EXTENSION_CRITICALITY"),
            Map.entry("issuer_name", "ISSUER_EMPTY"),
            Map.entry(
                    "issuing_distribution_point",
                    "CRL_DISTRIBUTION_POINT;CRL_EXTENSION_CRITICALITY@issuingDistributionPoint"),
            Map.entry("next_update_window", "CRL_WINDOW;CRL_DISTRIBUTION_POINT!"),
            Map.entry("no_aia", "CRL_EXTENSION_UNKNOWN@authorityInfoAccess"),
            Map.entry(
                    "no_certificate_issuer_entries",
                    "CRL_ENTRY_EXTENSION@2.5.29.29:;EXTENSION_UNKNOWN_CRITICAL@2.5.29.29:"),
            Map.entry("no_delta", "CRL_EXTENSION_FORBIDDEN@2.5.29.27:"),
            Map.entry("no_duplicate_entries", "CRL_ENTRY_DUPLICATE"),
            Map.entry("no_duplicate_entry_extensions", "EXTENSION_DUPLICATE"),
            Map.entry("no_duplicate_extensions", "EXTENSION_DUPLICATE"),
            Map.entry("reason_code_allowed", "CRL_REASON@none of"),
            Map.entry("reason_code_not_critical", "CRL_REASON@critical"),
            Map.entry("revocation_date_not_after_this_update", "CRL_REVOCATION_DATE"),
            Map.entry("revocation_date_plausible", "CRL_REVOCATION_DATE;TIME_ENCODING"),
            Map.entry("revoked_list_absent_when_empty", "CRL_EMPTY_LIST"),
            Map.entry("time_encoding", "TIME_ENCODING"));

    @TestFactory
    Stream<DynamicTest> crlLints() {
        Optional<Vectors> file = Vectors.find("crl-lints.json");
        return Vectors.testsIfPresent(
                "crl-lints.json", vector -> judge(vector, file.orElseThrow().object("crls")));
    }

    private static void judge(Vector vector, Vector crls) {
        byte[] der = crls.object(vector.text("crl")).base64("der_base64");
        List<LintFinding> findings = CrlLint.check(der, LintContext.none());
        // of the checks without an entry ours is wider: then any error will do, and nothing can be said of a pass
        List<RulesOfZlint.Match> matches = RulesOfZlint.read(RULES.getOrDefault(vector.text("check"), ""));
        List<Rule> rules = matches.stream().map(RulesOfZlint.Match::rule).toList();
        List<LintFinding> ofRule = findings.stream()
                .filter(finding -> matches.stream().anyMatch(match -> match.contradicts(finding)))
                .toList();

        switch (vector.text("expected")) {
            case "error" -> {
                boolean objected = findings.stream()
                        .anyMatch(finding -> rules.contains(finding.rule())
                                || (rules.isEmpty() && finding.severity() == Severity.ERROR)
                                || finding.rule() == Rule.EXTENSION_SYNTAX
                                || finding.rule() == Rule.NOT_DER);
                assertThat(objected || vector.allows("pass"))
                        .as("%s: %s", vector.text("check"), findings)
                        .isTrue();
            }
            case "warn", "notice" ->
                // of a check without an entry any finding will do
                assertThat((rules.isEmpty() ? findings : ofRule).isEmpty() && !vector.allows("pass"))
                        .isFalse();
            case "pass" ->
                assertThat(ofRule.isEmpty() || vector.allows("error"))
                        .as("%s: %s", vector.text("check"), ofRule)
                        .isTrue();
            default -> assertThat(findings).isNotNull();
        }
    }
}
