package dev.acm.ca.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.ca.Vectors;
import dev.acm.ca.Vectors.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CrlLintVectorsTest {
    private static final Map<String, Set<Rule>> RULES = Map.ofEntries(
            Map.entry("authority_key_identifier", Set.of(Rule.CRL_AKI)),
            Map.entry("crl_number", Set.of(Rule.CRL_NUMBER)),
            Map.entry(
                    "extensions_permitted",
                    Set.of(Rule.CRL_EXTENSION_UNKNOWN, Rule.CRL_EXTENSION_FORBIDDEN, Rule.CRL_NUMBER)),
            Map.entry("issuer_name", Set.of(Rule.ISSUER_EMPTY)),
            Map.entry("issuing_distribution_point", Set.of(Rule.CRL_DISTRIBUTION_POINT)),
            Map.entry("next_update_window", Set.of(Rule.CRL_WINDOW, Rule.CRL_DISTRIBUTION_POINT)),
            Map.entry("no_aia", Set.of(Rule.CRL_EXTENSION_UNKNOWN)),
            Map.entry("no_certificate_issuer_entries", Set.of(Rule.CRL_ENTRY_EXTENSION)),
            Map.entry("no_delta", Set.of(Rule.CRL_EXTENSION_FORBIDDEN)),
            Map.entry("no_duplicate_entries", Set.of(Rule.CRL_ENTRY_DUPLICATE)),
            Map.entry("no_duplicate_entry_extensions", Set.of(Rule.EXTENSION_DUPLICATE)),
            Map.entry("no_duplicate_extensions", Set.of(Rule.EXTENSION_DUPLICATE)),
            Map.entry("reason_code_allowed", Set.of(Rule.CRL_REASON)),
            Map.entry("reason_code_not_critical", Set.of(Rule.CRL_REASON)),
            Map.entry("revocation_date_not_after_this_update", Set.of(Rule.CRL_REVOCATION_DATE)),
            Map.entry("revocation_date_plausible", Set.of(Rule.CRL_REVOCATION_DATE, Rule.TIME_ENCODING)),
            Map.entry("revoked_list_absent_when_empty", Set.of(Rule.CRL_EMPTY_LIST)),
            Map.entry("time_encoding", Set.of(Rule.TIME_ENCODING)));

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
        Set<Rule> rules = RULES.getOrDefault(vector.text("check"), Set.of());
        List<LintFinding> ofRule = findings.stream()
                .filter(finding -> rules.contains(finding.rule()))
                .toList();

        switch (vector.text("expected")) {
            case "error" ->
                assertThat(findings)
                        .as("%s", vector.text("check"))
                        .anyMatch(finding -> rules.contains(finding.rule())
                                || (rules.isEmpty() && finding.severity() == Severity.ERROR)
                                || finding.rule() == Rule.EXTENSION_SYNTAX
                                || finding.rule() == Rule.NOT_DER);
            case "warn", "notice" ->
                // of a check without an entry any finding will do
                assertThat((rules.isEmpty() ? findings : ofRule).isEmpty() && !vector.allows("pass"))
                        .isFalse();
            case "pass" -> assertThat(ofRule).as("%s", vector.text("check")).isEmpty();
            default -> assertThat(findings).isNotNull();
        }
    }
}
