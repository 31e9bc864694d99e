package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A delegated OCSP responder (BR 7.1.2.8). */
final class ResponderRules {
    private static final List<String> FORBIDDEN = List.of(
            Oids.SUBJECT_ALTERNATIVE_NAME,
            Oids.CRL_DISTRIBUTION_POINTS,
            Oids.CERTIFICATE_POLICIES,
            Oids.NAME_CONSTRAINTS,
            Oids.PRECERTIFICATE_POISON);

    static final Set<String> KNOWN = Stream.concat(
                    FORBIDDEN.stream(),
                    Stream.of(
                            Oids.AUTHORITY_INFORMATION_ACCESS,
                            Oids.AUTHORITY_KEY_IDENTIFIER,
                            Oids.BASIC_CONSTRAINTS,
                            Oids.EXTENDED_KEY_USAGE,
                            Oids.KEY_USAGE,
                            Oids.OCSP_NO_CHECK,
                            Oids.SCT_LIST,
                            Oids.SUBJECT_KEY_IDENTIFIER))
            .collect(Collectors.toUnmodifiableSet());

    private ResponderRules() {}

    static void check(CertificateView view, Findings findings) {
        CaRules.checkSubject(view.subject(), findings);
        LeafRules.missing(view, Oids.OCSP_NO_CHECK, Rule.OCSP_NO_CHECK, findings);
        LeafRules.missing(view, Oids.AUTHORITY_KEY_IDENTIFIER, Rule.AKI_MISSING, findings);
        LeafRules.missing(view, Oids.KEY_USAGE, Rule.KEY_USAGE_MISSING, findings);
        LeafRules.missing(view, Oids.EXTENDED_KEY_USAGE, Rule.EKU_MISSING, findings);
        for (String oid : FORBIDDEN) {
            view.extension(oid)
                    .ifPresent(extension -> findings.add(
                            Rule.EXTENSION_FORBIDDEN, extension.location(), "a responder must not have this"));
        }
        findings.addIf(
                view.has(Oids.KEY_USAGE) && view.keyUsage() != Oids.DIGITAL_SIGNATURE,
                Rule.KEY_USAGE_FORBIDDEN,
                "extensions.keyUsage",
                "a bit other than digitalSignature is set");
        findings.addIf(
                view.isCa(),
                Rule.BASIC_CONSTRAINTS_CA,
                "extensions.basicConstraints",
                "a responder's certificate says CA");
        LeafRules.critical(view, Oids.BASIC_CONSTRAINTS, Rule.BASIC_CONSTRAINTS_NOT_CRITICAL, findings);
        view.extension(Oids.AUTHORITY_INFORMATION_ACCESS)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkAccess(extension, findings)));
        view.extension(Oids.EXTENDED_KEY_USAGE)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkPurposes(extension, findings)));
    }

    private static void checkAccess(Extension extension, Findings findings) {
        findings.add(Rule.RESPONDER_AIA, extension.location(), "a responder should not have this");
        boolean issuers = extension.content().expect(Der.SEQUENCE).children().stream()
                .anyMatch(description -> description.children().get(0).oid().equals(Oids.CA_ISSUERS));
        findings.addIf(
                issuers, Rule.AIA_METHOD, extension.location(), "the access method of a responder may only be OCSP");
    }

    private static void checkPurposes(Extension extension, Findings findings) {
        List<DerElement> purposes = extension.content().expect(Der.SEQUENCE).children();
        boolean found = false;
        for (DerElement purpose : purposes) {
            boolean signing = purpose.oid().equals(Oids.OCSP_SIGNING);
            found |= signing;
            findings.addIf(
                    !signing, Rule.EKU_FORBIDDEN, extension.location(), "there is a purpose besides OCSPSigning");
        }
        findings.addIf(!found, Rule.EKU_REQUIRED, extension.location(), "OCSPSigning is missing");
    }
}
