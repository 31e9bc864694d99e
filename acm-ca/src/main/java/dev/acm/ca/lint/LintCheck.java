package dev.acm.ca.lint;

import dev.acm.certificate.CertificateChain;
import dev.acm.spi.CertificateCheck;
import dev.acm.spi.CertificateRemark;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The port by which a manager has imported chains linted: each certificate by {@link CertificateLint}, also against its issuer,
 * and the names of all by {@link ChainLint}. Errors and warnings are remarks; notices are left out. Immutable and thread-safe.
 */
public final class LintCheck implements CertificateCheck {
    private static final CertificateLint PKIX = CertificateLint.of(LintProfile.PKIX);

    private final CertificateLint leafLint;

    private LintCheck(CertificateLint leafLint) {
        this.leafLint = leafLint;
    }

    /**
     * Judges all certificates by RFC 5280 alone, as they may be anybody's.
     *
     * @return the check
     */
    public static LintCheck rfc5280() {
        return new LintCheck(PKIX);
    }

    /**
     * Judges the leaf by a profile, those above it by RFC 5280.
     *
     * @param profile what the leaves are meant to be, {@link LintProfile#TLS_SERVER} where they come from public authorities
     * @return the check
     */
    public static LintCheck withLeavesOf(LintProfile profile) {
        return new LintCheck(CertificateLint.of(profile));
    }

    @Override
    public List<CertificateRemark> check(CertificateChain chain) {
        List<CertificateRemark> remarks = new ArrayList<>();
        List<X509Certificate> certificates = chain.certificates();
        List<byte[]> encoded = chain.toDer();
        List<List<LintFinding>> ofNames = ChainLint.checkNames(chain);
        for (int i = 0; i < encoded.size(); i++) {
            CertificateLint lint = i == 0 ? leafLint : PKIX;
            add(remarks, i, lint.check(encoded.get(i), context(certificates, i + 1)));
            add(remarks, i, ofNames.get(i));
        }
        return List.copyOf(remarks);
    }

    private static LintContext context(List<X509Certificate> certificates, int issuer) {
        // the names are judged by those above together, and by these even if one of them is malformed
        LintContext.Builder builder = LintContext.builder().waive(Set.of(Rule.NAME_CONSTRAINTS_VIOLATED));
        if (issuer < certificates.size()) {
            try {
                builder.issuer(certificates.get(issuer));
            } catch (IllegalArgumentException e) {
                return builder.build(); // the issuer has a finding of its own
            }
        }
        return builder.build();
    }

    private static void add(List<CertificateRemark> remarks, int place, List<LintFinding> findings) {
        for (LintFinding finding : findings) {
            if (finding.severity() != Severity.NOTICE) {
                remarks.add(new CertificateRemark(
                        finding.rule().id(),
                        place,
                        finding.location() + ": " + finding.message(),
                        "Ask its issuer for a certificate that keeps "
                                + finding.rule().source() + "."));
            }
        }
    }
}
