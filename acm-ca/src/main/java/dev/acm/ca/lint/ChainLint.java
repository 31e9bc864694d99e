package dev.acm.ca.lint;

import dev.acm.certificate.CertificateChain;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Judges the certificates of a chain against each other: whether the names of each keep the name constraints of those above it
 * (RFC 5280 section 6.1). Collects all findings and never throws for what it reads. Thread-safe.
 */
public final class ChainLint {
    private ChainLint() {}

    /**
     * Judges a chain. No signature is verified and no time looked at.
     *
     * @param chain the leaf first, each followed by its issuer
     * @return all findings, with the index of the certificate in the location; empty means none
     */
    public static List<LintFinding> check(CertificateChain chain) {
        List<LintFinding> findings = new ArrayList<>();
        for (int i = 0; i < chain.certificates().size(); i++) {
            int index = i;
            checkNames(chain, index)
                    .forEach(finding -> findings.add(new LintFinding(
                            finding.rule(), "chain[" + index + "]." + finding.location(), finding.message())));
        }
        return List.copyOf(findings);
    }

    /** Judges the names of one certificate of a chain by the constraints of those above it. */
    static List<LintFinding> checkNames(CertificateChain chain, int index) {
        Findings findings = new Findings(Set.of());
        List<X509Certificate> above =
                chain.certificates().subList(index + 1, chain.certificates().size());
        findings.guard(Rule.STRUCTURE, "certificate", () -> {
            List<NameConstraints> constraints =
                    above.stream().map(IssuerFacts::constraintsOf).toList();
            NameConstraintRules.checkNames(
                    CertificateView.ofCertificate(chain.toDer().get(index)), constraints, findings);
        });
        return findings.toList();
    }
}
