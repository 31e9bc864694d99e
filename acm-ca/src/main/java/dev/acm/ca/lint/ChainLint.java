package dev.acm.ca.lint;

import dev.acm.certificate.CertificateChain;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Judges the certificates of a chain against each other: whether the names of each keep the name constraints of those above it
 * (RFC 5280 section 6.1). Collects all findings and never throws for what it reads; of names and constraints without number it
 * compares so many only, and has a finding that says so. Thread-safe.
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
        List<List<LintFinding>> byPlace = checkNames(chain);
        for (int i = 0; i < byPlace.size(); i++) {
            for (LintFinding finding : byPlace.get(i)) {
                findings.add(
                        new LintFinding(finding.rule(), "chain[" + i + "]." + finding.location(), finding.message()));
            }
        }
        return List.copyOf(findings);
    }

    /** Judges the names of each certificate of a chain by the constraints of those above it; in the order of the chain. */
    static List<List<LintFinding>> checkNames(CertificateChain chain) {
        List<X509Certificate> certificates = chain.certificates();
        List<byte[]> encoded = chain.toDer();
        NameConstraints.Budget budget = new NameConstraints.Budget();
        List<NameConstraints> above = new ArrayList<>();
        Findings unreadable = new Findings(Set.of());
        List<List<LintFinding>> fromTheTop = new ArrayList<>();
        for (int i = encoded.size() - 1; i >= 0; i--) {
            Findings findings = new Findings(Set.of());
            // what cannot be read is no constraint on those below, so each of them has the finding
            unreadable.toList().forEach(fault -> findings.add(fault.rule(), fault.location(), fault.message()));
            byte[] der = encoded.get(i);
            findings.guard(
                    Rule.STRUCTURE,
                    "certificate",
                    () -> NameConstraintRules.checkNames(CertificateView.ofCertificate(der), above, budget, findings));
            fromTheTop.add(findings.toList());
            X509Certificate certificate = certificates.get(i);
            unreadable.guard(Rule.STRUCTURE, "certificate", () -> above.add(IssuerFacts.constraintsOf(certificate)));
        }
        Collections.reverse(fromTheTop);
        return fromTheTop;
    }
}
