package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.lint.DistinguishedName.Attribute;
import java.util.List;
import java.util.Set;

/** An issuing CA (BR 7.1.2.6, 7.1.2.10) or a root (BR 7.1.2.1). */
final class CaRules {
    static final Set<String> KNOWN = Set.of(
            Oids.AUTHORITY_INFORMATION_ACCESS,
            Oids.AUTHORITY_KEY_IDENTIFIER,
            Oids.BASIC_CONSTRAINTS,
            Oids.CERTIFICATE_POLICIES,
            Oids.CRL_DISTRIBUTION_POINTS,
            Oids.EXTENDED_KEY_USAGE,
            Oids.KEY_USAGE,
            Oids.NAME_CONSTRAINTS,
            Oids.SCT_LIST,
            Oids.SUBJECT_KEY_IDENTIFIER,
            // these have findings of their own, or are a CA's by RFC 5280
            Oids.PRECERTIFICATE_POISON,
            Oids.INHIBIT_ANY_POLICY,
            Oids.POLICY_CONSTRAINTS,
            Oids.POLICY_MAPPINGS);
    private static final Set<String> KNOWN_ATTRIBUTES = Set.of(
            Oids.COUNTRY,
            "2.5.4.8",
            "2.5.4.7",
            "2.5.4.17",
            "2.5.4.9",
            Oids.ORGANIZATION,
            Oids.ORGANIZATIONAL_UNIT,
            Oids.COMMON_NAME);
    private static final Set<String> FORBIDDEN_PURPOSES = Set.of(
            Oids.CODE_SIGNING,
            Oids.EMAIL_PROTECTION,
            Oids.TIME_STAMPING,
            Oids.OCSP_SIGNING,
            Oids.ANY_EXTENDED_KEY_USAGE,
            Oids.PRECERTIFICATE_SIGNING);

    private CaRules() {}

    static void check(CertificateView view, LintProfile profile, Findings findings) {
        checkSubject(view.subject(), findings);
        findings.addIf(
                view.subject().has(Oids.ORGANIZATIONAL_UNIT),
                Rule.CA_SUBJECT_UNIT,
                "subject",
                "there is an organizational unit");
        LeafRules.missing(view, Oids.BASIC_CONSTRAINTS, Rule.BASIC_CONSTRAINTS_MISSING, findings);
        findings.addIf(
                view.has(Oids.BASIC_CONSTRAINTS) && !view.isCa(),
                Rule.BASIC_CONSTRAINTS_CA,
                "extensions.basicConstraints",
                "a CA's certificate does not say CA");
        LeafRules.critical(view, Oids.BASIC_CONSTRAINTS, Rule.BASIC_CONSTRAINTS_NOT_CRITICAL, findings);
        LeafRules.missing(view, Oids.KEY_USAGE, Rule.KEY_USAGE_MISSING, findings);
        LeafRules.missing(view, Oids.SUBJECT_KEY_IDENTIFIER, Rule.SKI_MISSING, findings);
        int signing = Oids.KEY_CERT_SIGN | Oids.CRL_SIGN;
        int bits = view.keyUsage();
        findings.addIf(
                view.has(Oids.KEY_USAGE) && (bits & Oids.KEY_CERT_SIGN) == 0,
                Rule.KEY_USAGE_CA,
                "extensions.keyUsage",
                "keyCertSign is not set");
        findings.addIf(
                view.has(Oids.KEY_USAGE) && (bits & Oids.CRL_SIGN) == 0,
                Rule.KEY_USAGE_CA,
                "extensions.keyUsage",
                "cRLSign is not set");
        findings.addIf(
                (bits & ~(signing | Oids.DIGITAL_SIGNATURE)) != 0,
                Rule.KEY_USAGE_FORBIDDEN,
                "extensions.keyUsage",
                "a bit is set that a CA must not have");
        findings.addIf(
                view.has(Oids.PRECERTIFICATE_POISON),
                Rule.PRECERTIFICATE_POISON,
                "extensions.precertificatePoison",
                "a CA's certificate has the poison");
        if (profile == LintProfile.ROOT_CA) {
            checkRoot(view, findings);
        } else {
            checkIssuing(view, findings);
        }
    }

    /** The naming that CAs and their responders share (BR 7.1.2.10.2). */
    static void checkSubject(DistinguishedName subject, Findings findings) {
        for (String oid : List.of(Oids.COUNTRY, Oids.ORGANIZATION, Oids.COMMON_NAME)) {
            findings.addIf(!subject.has(oid), Rule.CA_SUBJECT, "subject", "attribute " + oid + " is missing");
        }
        for (Attribute attribute : subject.attributes()) {
            findings.addIf(
                    !KNOWN_ATTRIBUTES.contains(attribute.oid()),
                    Rule.CA_SUBJECT_UNKNOWN,
                    "subject",
                    "the profile does not name attribute " + attribute.oid());
        }
    }

    private static void checkRoot(CertificateView view, Findings findings) {
        findings.addIf(!view.isSelfIssued(), Rule.ROOT_NOT_SELF_ISSUED, "issuer", "the issuer is not the subject");
        findings.addIf(
                view.has(Oids.EXTENDED_KEY_USAGE),
                Rule.ROOT_EXTENDED_KEY_USAGE,
                "extensions.extKeyUsage",
                "a root has an extended key usage");
        findings.addIf(
                view.has(Oids.CERTIFICATE_POLICIES),
                Rule.ROOT_POLICIES,
                "extensions.certificatePolicies",
                "a root has certificate policies");
        LeafRules.missing(view, Oids.AUTHORITY_KEY_IDENTIFIER, Rule.ROOT_AKI_RECOMMENDED, findings);
        view.extension(Oids.BASIC_CONSTRAINTS)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX,
                        extension.location(),
                        () -> findings.addIf(
                                extension.content().children().size() > 1,
                                Rule.ROOT_PATH_LENGTH,
                                extension.location(),
                                "a root has a path length")));
    }

    private static void checkIssuing(CertificateView view, Findings findings) {
        LeafRules.missing(view, Oids.AUTHORITY_KEY_IDENTIFIER, Rule.AKI_MISSING, findings);
        LeafRules.missing(view, Oids.CERTIFICATE_POLICIES, Rule.POLICIES_MISSING, findings);
        LeafRules.missing(view, Oids.EXTENDED_KEY_USAGE, Rule.EKU_MISSING, findings);
        LeafRules.missing(view, Oids.CRL_DISTRIBUTION_POINTS, Rule.CRLDP_MISSING, findings);
        LeafRules.missing(view, Oids.AUTHORITY_INFORMATION_ACCESS, Rule.AIA_RECOMMENDED, findings);
        view.extension(Oids.EXTENDED_KEY_USAGE)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkPurposes(extension, findings)));
        view.extension(Oids.CERTIFICATE_POLICIES)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkPolicies(extension, findings)));
    }

    private static void checkPurposes(Extension extension, Findings findings) {
        String location = extension.location();
        boolean server = false;
        for (DerElement purpose : extension.content().expect(Der.SEQUENCE).children()) {
            String oid = purpose.oid();
            server |= oid.equals(Oids.SERVER_AUTH);
            if (FORBIDDEN_PURPOSES.contains(oid)) {
                findings.add(Rule.EKU_FORBIDDEN, location, "purpose " + oid + " is forbidden");
            } else if (!oid.equals(Oids.SERVER_AUTH) && !oid.equals(Oids.CLIENT_AUTH)) {
                findings.add(Rule.EKU_UNKNOWN, location, "purpose " + oid + " is not recommended");
            }
        }
        findings.addIf(!server, Rule.EKU_REQUIRED, location, "serverAuth is missing");
        findings.addIf(extension.critical(), Rule.EKU_CRITICAL, location, "this must not be critical");
    }

    private static void checkPolicies(Extension extension, Findings findings) {
        String location = extension.location();
        List<String> identifiers = PolicyRules.identifiers(extension.content());
        boolean any = identifiers.contains(Oids.ANY_POLICY);
        int reserved = PolicyRules.reservedAmong(identifiers);
        findings.addIf(any && identifiers.size() > 1, Rule.POLICY_ANY, location, "anyPolicy is not alone");
        findings.addIf(
                !any && reserved != 1, Rule.POLICY_RESERVED, location, reserved + " reserved policies, wanted 1");
    }
}
