package dev.acm.ca.lint;

import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges certificates by the rules of one profile. Collects all findings and never throws for what it reads. Immutable and
 * thread-safe.
 */
public final class CertificateLint {
    private final LintProfile profile;

    private CertificateLint(LintProfile profile) {
        this.profile = profile;
    }

    /**
     * The rules of a profile.
     *
     * @param profile what the certificates are meant to be
     * @return the rules
     */
    public static CertificateLint of(LintProfile profile) {
        return new CertificateLint(Objects.requireNonNull(profile, "profile"));
    }

    /**
     * Judges a whole certificate. Its signature is not verified.
     *
     * @param der the certificate
     * @param context what else is known
     * @return all findings; empty means none
     */
    public List<LintFinding> check(byte[] der, LintContext context) {
        return check(der, context, CertificateView::ofCertificate);
    }

    /**
     * Judges a certificate that is not signed yet (BR 4.3.1.2).
     *
     * @param der the TBSCertificate
     * @param context what else is known
     * @return all findings; empty means none
     */
    public List<LintFinding> checkToBeSigned(byte[] der, LintContext context) {
        return check(der, context, CertificateView::ofToBeSigned);
    }

    private List<LintFinding> check(byte[] der, LintContext context, Function<byte[], CertificateView> reader) {
        Findings findings = new Findings(context.waived());
        read(der, reader, findings).ifPresent(view -> apply(view, context, findings));
        return findings.toList();
    }

    private static Optional<CertificateView> read(
            byte[] der, Function<byte[], CertificateView> reader, Findings findings) {
        try {
            return Optional.of(reader.apply(der));
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            findings.add(Rule.STRUCTURE, "certificate", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void apply(CertificateView view, LintContext context, Findings findings) {
        // groups of rules stand alone: what one cannot read is its finding, and the others go on
        guard(findings, () -> StructureRules.check(view, profile, context, findings));
        guard(findings, () -> ValidityRules.check(view, profile, context, findings));
        guard(findings, () -> SubjectRules.check(view, profile, findings));
        guard(findings, () -> ExtensionRules.check(view, profile, context, findings));
        if (view.has(Oids.SUBJECT_ALTERNATIVE_NAME)) {
            guard(findings, () -> AlternativeNameRules.check(view, profile, context, findings));
        }
        guard(
                findings,
                () -> NameConstraintRules.checkNames(
                        view,
                        context.issuer().map(IssuerFacts::constraints).orElse(List.of()),
                        new NameConstraints.Budget(),
                        findings));
        guard(findings, () -> {
            switch (profile) {
                case TLS_SERVER, TLS_SERVER_PRECERTIFICATE, TLS_CLIENT ->
                    LeafRules.check(view, profile, context, findings);
                case ISSUING_CA, ROOT_CA -> CaRules.check(view, profile, findings);
                case OCSP_RESPONDER -> ResponderRules.check(view, findings);
                case PKIX -> {}
            }
        });
    }

    private static void guard(Findings findings, Runnable rules) {
        findings.guard(Rule.NOT_DER, "certificate", rules);
    }
}
