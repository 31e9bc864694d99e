package dev.acm.ca.lint;

import dev.acm.certificate.CertificateChain;
import java.security.cert.X509Certificate;
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
        Findings findings = new Findings(Set.of());
        List<X509Certificate> certificates = chain.certificates();
        List<byte[]> encoded = chain.toDer();
        for (int i = 0; i < certificates.size(); i++) {
            int index = i;
            List<X509Certificate> above = certificates.subList(index + 1, certificates.size());
            findings.guard(Rule.STRUCTURE, "chain[" + index + "]", () -> {
                List<NameConstraints> constraints =
                        above.stream().map(IssuerFacts::constraintsOf).toList();
                Findings own = new Findings(Set.of());
                NameConstraintRules.checkNames(CertificateView.ofCertificate(encoded.get(index)), constraints, own);
                own.toList()
                        .forEach(finding -> findings.add(
                                finding.rule(), "chain[" + index + "]." + finding.location(), finding.message()));
            });
        }
        return findings.toList();
    }
}
