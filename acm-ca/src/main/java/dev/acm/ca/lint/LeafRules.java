package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.lint.DistinguishedName.Attribute;
import dev.acm.ca.profile.ValidityWindow;
import dev.acm.name.IpName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A domain-validated leaf (BR 7.1.2.7), a precertificate of one (BR 7.1.2.9), or a client of a private authority. */
final class LeafRules {
    static final Set<String> KNOWN = Set.of(
            Oids.AUTHORITY_INFORMATION_ACCESS,
            Oids.AUTHORITY_KEY_IDENTIFIER,
            Oids.CERTIFICATE_POLICIES,
            Oids.EXTENDED_KEY_USAGE,
            Oids.SUBJECT_ALTERNATIVE_NAME,
            Oids.KEY_USAGE,
            Oids.BASIC_CONSTRAINTS,
            Oids.CRL_DISTRIBUTION_POINTS,
            Oids.SCT_LIST,
            Oids.SUBJECT_KEY_IDENTIFIER,
            Oids.PRECERTIFICATE_POISON,
            // these have findings of their own
            Oids.NAME_CONSTRAINTS,
            Oids.POLICY_MAPPINGS);
    private static final Set<String> FORBIDDEN_PURPOSES = Set.of(
            Oids.CODE_SIGNING,
            Oids.EMAIL_PROTECTION,
            Oids.TIME_STAMPING,
            Oids.OCSP_SIGNING,
            Oids.ANY_EXTENDED_KEY_USAGE,
            Oids.PRECERTIFICATE_SIGNING);

    /** status_request and status_request_v2, as TLS numbers them. */
    private static final Set<Integer> STATUS_REQUESTS = Set.of(5, 17);

    private LeafRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        checkSubject(view, findings);
        checkPresence(view, profile, findings);
        checkKeyUsage(view, findings);
        boolean client = profile == LintProfile.TLS_CLIENT;
        view.extension(Oids.EXTENDED_KEY_USAGE)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkPurposes(extension, client, findings)));
        view.extension(Oids.CERTIFICATE_POLICIES)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkPolicies(extension, findings)));
        critical(view, Oids.BASIC_CONSTRAINTS, Rule.BASIC_CONSTRAINTS_NOT_CRITICAL, findings);
        findings.addIf(
                view.isCa(),
                Rule.BASIC_CONSTRAINTS_CA,
                Extension.locationOf(Oids.BASIC_CONSTRAINTS),
                "a leaf's certificate says CA");
        view.extension(Oids.TLS_FEATURE)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX, extension.location(), () -> checkFeature(view, extension, findings)));
        checkRevocationInformation(view, context, findings);
    }

    private static void checkSubject(CertificateView view, Findings findings) {
        List<Attribute> attributes = view.subject().attributes();
        if (attributes.isEmpty()) {
            return;
        }
        Set<String> names = texts(AlternativeNames.of(view, findings));
        for (Attribute attribute : attributes) {
            if (!attribute.oid().equals(Oids.COMMON_NAME)) {
                findings.addIf(
                        !attribute.oid().equals(Oids.COUNTRY),
                        Rule.SUBJECT_ATTRIBUTE,
                        "subject",
                        () -> "attribute " + attribute.oid() + " has no place in a domain-validated certificate");
                continue;
            }
            findings.add(Rule.COMMON_NAME_PRESENT, "subject.commonName", "there is a common name");
            String text = attribute.text();
            findings.addIf(
                    !names.contains(text),
                    Rule.COMMON_NAME_NOT_IN_SAN,
                    "subject.commonName",
                    "the common name is not one of the alternative names");
        }
    }

    /** The names as a common name repeats them. */
    private static Set<String> texts(List<DerElement> names) {
        Set<String> texts = new HashSet<>();
        for (DerElement name : names) {
            if (name.is(AlternativeNames.DNS)) {
                texts.add(name.text());
            } else if (name.is(AlternativeNames.ADDRESS) && NameSyntax.isAddress(name.content())) {
                texts.add(IpName.of(name.content()).value());
            }
        }
        return texts;
    }

    private static void checkPresence(CertificateView view, LintProfile profile, Findings findings) {
        boolean client = profile == LintProfile.TLS_CLIENT;
        findings.addIf(view.extensions().isEmpty(), Rule.EXTENSIONS_MISSING, "extensions", "there are no extensions");
        missing(view, Oids.SUBJECT_ALTERNATIVE_NAME, Rule.SAN_MISSING, findings);
        missing(view, Oids.AUTHORITY_KEY_IDENTIFIER, Rule.AKI_MISSING, findings);
        missing(view, Oids.EXTENDED_KEY_USAGE, Rule.EKU_MISSING, findings);
        missing(view, Oids.KEY_USAGE, Rule.KEY_USAGE_RECOMMENDED, findings);
        missing(view, Oids.AUTHORITY_INFORMATION_ACCESS, Rule.AIA_MISSING, findings);
        if (!client) {
            missing(view, Oids.CERTIFICATE_POLICIES, Rule.POLICIES_MISSING, findings);
        }
        findings.addIf(
                view.has(Oids.SUBJECT_KEY_IDENTIFIER),
                Rule.SKI_PRESENT,
                "extensions.subjectKeyIdentifier",
                "there is a subject key identifier");
        boolean precertificate = profile == LintProfile.TLS_SERVER_PRECERTIFICATE;
        findings.addIf(
                view.has(Oids.PRECERTIFICATE_POISON) != precertificate,
                Rule.PRECERTIFICATE_POISON,
                "extensions.precertificatePoison",
                "only a precertificate has the poison, and always");
        findings.addIf(
                precertificate && view.has(Oids.SCT_LIST),
                Rule.EXTENSION_FORBIDDEN,
                "extensions.signedCertificateTimestampList",
                "a precertificate has no timestamps");
    }

    static void missing(CertificateView view, String oid, Rule rule, Findings findings) {
        if (!view.has(oid)) {
            findings.add(rule, Extension.locationOf(oid), "the extension is missing");
        }
    }

    static void critical(CertificateView view, String oid, Rule rule, Findings findings) {
        view.extension(oid)
                .ifPresent(extension ->
                        findings.addIf(!extension.critical(), rule, extension.location(), "this must be critical"));
    }

    private static void checkKeyUsage(CertificateView view, Findings findings) {
        if (!view.has(Oids.KEY_USAGE)) {
            return;
        }
        String location = "extensions.keyUsage";
        int bits = view.keyUsage();
        boolean rsa = view.keyAlgorithm().equals(Oids.RSA);
        int allowed = rsa
                ? Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT | Oids.DATA_ENCIPHERMENT
                : Oids.DIGITAL_SIGNATURE | Oids.KEY_AGREEMENT;
        findings.addIf(
                (bits & ~allowed) != 0, Rule.KEY_USAGE_FORBIDDEN, location, "a bit is set that this key must not have");
        findings.addIf(
                !rsa && (bits & Oids.DIGITAL_SIGNATURE) == 0,
                Rule.KEY_USAGE_DIGITAL_SIGNATURE,
                location,
                "digitalSignature is not set");
        findings.addIf(
                (bits & (Oids.DATA_ENCIPHERMENT | Oids.KEY_AGREEMENT)) != 0,
                Rule.KEY_USAGE_NOT_RECOMMENDED,
                location,
                "dataEncipherment or keyAgreement is set");
        int both = Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT;
        findings.addIf(
                (bits & both) == both, Rule.KEY_USAGE_BOTH, location, "digitalSignature and keyEncipherment are set");
    }

    private static void checkPurposes(Extension extension, boolean client, Findings findings) {
        String location = extension.location();
        String wanted = client ? Oids.CLIENT_AUTH : Oids.SERVER_AUTH;
        boolean found = false;
        for (DerElement purpose : extension.content().expect(Der.SEQUENCE).children()) {
            String oid = purpose.oid();
            found |= oid.equals(wanted);
            if (FORBIDDEN_PURPOSES.contains(oid)) {
                findings.add(Rule.EKU_FORBIDDEN, location, "purpose " + oid + " is forbidden");
            } else if (!oid.equals(Oids.SERVER_AUTH) && !oid.equals(Oids.CLIENT_AUTH)) {
                findings.add(Rule.EKU_UNKNOWN, location, "purpose " + oid + " is not recommended");
            }
        }
        findings.addIf(!found, Rule.EKU_REQUIRED, location, "the purpose of the profile is missing");
        findings.addIf(extension.critical(), Rule.EKU_CRITICAL, location, "this must not be critical");
    }

    private static void checkPolicies(Extension extension, Findings findings) {
        String location = extension.location();
        List<String> identifiers = PolicyRules.identifiers(extension.content());
        int reserved = PolicyRules.reservedAmong(identifiers);
        findings.addIf(reserved != 1, Rule.POLICY_RESERVED, location, () -> reserved + " reserved policies, wanted 1");
        findings.addIf(identifiers.contains(Oids.ANY_POLICY), Rule.POLICY_ANY, location, "anyPolicy is in a leaf");
        findings.addIf(
                reserved == 1 && !identifiers.contains(Oids.DOMAIN_VALIDATED),
                Rule.POLICY_NOT_DV,
                location,
                "the policy is not that of domain validation");
    }

    private static void checkRevocationInformation(CertificateView view, LintContext context, Findings findings) {
        if (view.has(Oids.CRL_DISTRIBUTION_POINTS)
                || view.notBefore().isEmpty()
                || view.notAfter().isEmpty()) {
            return;
        }
        Instant signedAt = context.signedAt().orElse(view.notBefore().get());
        ValidityWindow window =
                new ValidityWindow(view.notBefore().get(), view.notAfter().get());
        findings.addIf(
                !namesOcsp(view, findings) && !window.isShortLived(signedAt),
                Rule.REVOCATION_INFORMATION_MISSING,
                "extensions",
                "there is neither a CRL distribution point nor OCSP");
    }

    private static boolean namesOcsp(CertificateView view, Findings findings) {
        try {
            Optional<Extension> access = view.extension(Oids.AUTHORITY_INFORMATION_ACCESS);
            if (access.isPresent()) {
                for (DerElement description : access.get().content().children()) {
                    if (description.children().get(0).oid().equals(Oids.OCSP)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (MalformedDerException | IndexOutOfBoundsException e) {
            findings.add(Rule.EXTENSION_SYNTAX, "extensions.authorityInfoAccess", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static void checkFeature(CertificateView view, Extension extension, Findings findings) {
        boolean stapling = extension.content().children().stream()
                .anyMatch(feature -> STATUS_REQUESTS.contains(feature.integer().intValue()));
        findings.addIf(
                stapling && !namesOcsp(view, findings),
                Rule.TLS_FEATURE_WITHOUT_OCSP,
                extension.location(),
                "OCSP stapling is asked for, and there is no OCSP location");
    }
}
