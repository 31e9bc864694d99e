package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds for each extension in any certificate: its syntax, criticality, and where it may be. */
final class ExtensionRules {
    private static final Set<String> NEVER_CRITICAL = Set.of(
            Oids.SUBJECT_DIRECTORY_ATTRIBUTES,
            Oids.SUBJECT_INFORMATION_ACCESS,
            Oids.FRESHEST_CRL,
            Oids.SCT_LIST,
            Oids.TLS_FEATURE);
    /** Which bits of the key usage each purpose may be served with (RFC 5280 section 4.2.1.12). */
    private static final Map<String, Integer> BITS_OF_PURPOSES = Map.of(
            Oids.SERVER_AUTH,
            Oids.DIGITAL_SIGNATURE | Oids.KEY_ENCIPHERMENT | Oids.KEY_AGREEMENT,
            Oids.CLIENT_AUTH,
            Oids.DIGITAL_SIGNATURE | Oids.KEY_AGREEMENT,
            Oids.CODE_SIGNING,
            Oids.DIGITAL_SIGNATURE,
            Oids.EMAIL_PROTECTION,
            Oids.DIGITAL_SIGNATURE | Oids.NON_REPUDIATION | Oids.KEY_ENCIPHERMENT | Oids.KEY_AGREEMENT,
            Oids.TIME_STAMPING,
            Oids.DIGITAL_SIGNATURE | Oids.NON_REPUDIATION,
            Oids.OCSP_SIGNING,
            Oids.DIGITAL_SIGNATURE | Oids.NON_REPUDIATION);

    private ExtensionRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        boolean tls = profile != LintProfile.PKIX;
        for (Extension extension : view.extensions()) {
            String location = extension.location();
            findings.guard(Rule.EXTENSION_SYNTAX, location, () -> {
                DerElement content = extension.content();
                content.checkDeeply();
                ExtensionSyntax.check(extension.oid(), content);
                checkOne(view, profile, extension, content, findings);
            });
            findings.addIf(
                    extension.critical() && NEVER_CRITICAL.contains(extension.oid()),
                    Rule.MUST_NOT_BE_CRITICAL,
                    location,
                    "the extension is critical");
        }
        findings.addIf(
                context.plannedExtensions().isPresent()
                        && view.extensionList()
                                .filter(list -> list.encodedEquals(
                                        context.plannedExtensions().get()))
                                .isEmpty(),
                Rule.EXTENSIONS_NOT_AS_PLANNED,
                "extensions",
                "the extensions are not the planned ones");
        checkKeyIdentifiers(view, profile, context, findings);
        if (tls) {
            checkKnown(view, profile, findings);
            checkAccessAndPoints(view, findings);
        }
        if (view.isCa()) {
            findings.addIf(
                    !view.has(Oids.KEY_USAGE), Rule.KEY_USAGE_MISSING, "extensions.keyUsage", "a CA has no key usage");
        }
    }

    private static void checkKnown(CertificateView view, LintProfile profile, Findings findings) {
        Set<String> known = switch (profile) {
            case ISSUING_CA, ROOT_CA -> CaRules.KNOWN;
            case OCSP_RESPONDER -> ResponderRules.KNOWN;
            default -> LeafRules.KNOWN;
        };
        for (Extension extension : view.extensions()) {
            if (!known.contains(extension.oid())) {
                findings.add(
                        extension.critical() ? Rule.EXTENSION_UNKNOWN_CRITICAL : Rule.EXTENSION_UNKNOWN,
                        extension.location(),
                        "the profile does not name this extension");
            }
        }
    }

    private static void checkOne(
            CertificateView view, LintProfile profile, Extension extension, DerElement content, Findings findings) {
        boolean tls = profile != LintProfile.PKIX;
        String location = extension.location();
        switch (extension.oid()) {
            case Oids.KEY_USAGE -> KeyUsageRules.check(view, extension, content, tls, findings);
            case Oids.EXTENDED_KEY_USAGE -> checkExtendedKeyUsage(view, profile, extension, content, findings);
            case Oids.BASIC_CONSTRAINTS -> checkBasicConstraints(view, extension, content, findings);
            case Oids.ISSUER_ALTERNATIVE_NAME -> AlternativeNameRules.checkIssuers(extension, content, findings);
            case Oids.CERTIFICATE_POLICIES -> PolicyRules.check(extension, content, tls, findings);
            case Oids.NAME_CONSTRAINTS -> NameConstraintRules.check(view, extension, content, tls, findings);
            case Oids.POLICY_CONSTRAINTS -> {
                findings.addIf(content.length() == 0, Rule.POLICY_CONSTRAINTS_FORM, location, "this is empty");
                findings.addIf(!extension.critical(), Rule.POLICY_CONSTRAINTS_FORM, location, "this must be critical");
            }
            case Oids.POLICY_MAPPINGS -> checkMappings(view, content, location, findings);
            case Oids.INHIBIT_ANY_POLICY ->
                findings.addIf(
                        !extension.critical(), Rule.INHIBIT_ANY_POLICY_CRITICALITY, location, "this must be critical");
            case Oids.AUTHORITY_INFORMATION_ACCESS -> {
                findings.addIf(extension.critical(), Rule.AIA_CRITICAL, location, "this must not be critical");
                LocationRules.checkAccessUris(content, location, findings);
            }
            case Oids.SUBJECT_INFORMATION_ACCESS -> LocationRules.checkAccessUris(content, location, findings);
            case Oids.CRL_DISTRIBUTION_POINTS, Oids.FRESHEST_CRL -> {
                LocationRules.checkPointUris(content, location, findings);
                for (DerElement point : content.children()) {
                    findings.addIf(
                            point.length() == 0 || point.children().get(0).is(0x81),
                            Rule.CRLDP_FORM,
                            location,
                            "a distribution point names no place");
                }
            }
            case Oids.SCT_LIST -> SctList.check(content.expect(Der.OCTET_STRING).content(), location, findings);
            case Oids.PRECERTIFICATE_POISON ->
                findings.addIf(
                        !content.is(Der.NULL) || !extension.critical(),
                        Rule.PRECERTIFICATE_POISON,
                        location,
                        "the poison is not a critical NULL");
            case Oids.OCSP_NO_CHECK ->
                findings.addIf(
                        !content.is(Der.NULL) || extension.critical(),
                        Rule.OCSP_NO_CHECK,
                        location,
                        "this is not a NULL, or critical");
            default -> {}
        }
    }

    private static void checkMappings(CertificateView view, DerElement content, String location, Findings findings) {
        findings.addIf(
                !view.isCa(),
                Rule.POLICY_MAPPINGS_IN_LEAF,
                location,
                "a certificate that is no CA's has policy mappings");
        boolean any = content.children().stream()
                .flatMap(mapping -> mapping.children().stream())
                .anyMatch(policy -> policy.oid().equals(Oids.ANY_POLICY));
        findings.addIf(any, Rule.POLICY_MAPPINGS_ANY, location, "anyPolicy is mapped");
    }

    private static void checkExtendedKeyUsage(
            CertificateView view, LintProfile profile, Extension extension, DerElement content, Findings findings) {
        List<DerElement> purposes = content.expect(Der.SEQUENCE).children();
        String location = extension.location();
        Set<String> seen = new HashSet<>();
        for (DerElement purpose : purposes) {
            seen.add(purpose.oid());
        }
        findings.addIf(
                seen.contains(Oids.TIME_STAMPING) && (!extension.critical() || seen.size() > 1),
                Rule.EKU_TIMESTAMPING_CRITICALITY,
                location,
                "time stamping must be critical and alone");
        int usage = view.keyUsage();
        int serving = 0;
        for (String purpose : seen) {
            // one that is not known may be served by any bit
            serving |= BITS_OF_PURPOSES.getOrDefault(purpose, -1);
        }
        findings.addIf(
                usage != 0 && !view.isCa() && (usage & serving) == 0,
                Rule.EKU_KEY_USAGE_INCONSISTENT,
                location,
                "no bit of the key usage serves a purpose of the extended key usage");
        // of a public certificate each bit has its purpose, but for one that BR 7.1.2.7.11 does not recommend
        boolean publicly = profile != LintProfile.PKIX && profile != LintProfile.TLS_CLIENT;
        findings.addIf(
                publicly && !view.isCa() && (usage & serving) != 0 && (usage & ~serving & ~Oids.DATA_ENCIPHERMENT) != 0,
                Rule.EKU_KEY_USAGE_INCONSISTENT,
                location,
                "a bit of the key usage serves no purpose of the extended key usage");
    }

    private static void checkBasicConstraints(
            CertificateView view, Extension extension, DerElement content, Findings findings) {
        List<DerElement> parts = content.expect(Der.SEQUENCE).children();
        String location = extension.location();
        DerElement last = parts.isEmpty() ? content : parts.get(parts.size() - 1);
        boolean pathLength = !parts.isEmpty() && last.is(Der.INTEGER);
        findings.addIf(
                pathLength
                        && (!view.isCa()
                                || last.integer().signum() < 0
                                || (view.has(Oids.KEY_USAGE) && (view.keyUsage() & Oids.KEY_CERT_SIGN) == 0)),
                Rule.BASIC_CONSTRAINTS_PATH_LENGTH,
                location,
                "a path length is present where none may be, or negative");
        findings.addIf(
                view.isCa() && !extension.critical(),
                Rule.BASIC_CONSTRAINTS_NOT_CRITICAL,
                location,
                "this must be critical in a CA's certificate");
    }

    private static void checkKeyIdentifiers(
            CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        String location = "extensions.authorityKeyIdentifier";
        view.extension(Oids.SUBJECT_KEY_IDENTIFIER)
                .ifPresent(extension -> findings.addIf(
                        extension.critical(), Rule.SKI_CRITICAL, extension.location(), "this must not be critical"));
        findings.addIf(
                view.isCa() && !view.has(Oids.SUBJECT_KEY_IDENTIFIER),
                Rule.SKI_MISSING,
                "extensions.subjectKeyIdentifier",
                "a CA has no subject key identifier");
        if (!view.has(Oids.AUTHORITY_KEY_IDENTIFIER)) {
            findings.addIf(!view.isSelfIssued(), Rule.AKI_MISSING, location, "there is no authority key identifier");
            return;
        }
        Extension extension = view.extension(Oids.AUTHORITY_KEY_IDENTIFIER).orElseThrow();
        findings.addIf(extension.critical(), Rule.AKI_CRITICAL, location, "this must not be critical");
        findings.guard(Rule.EXTENSION_SYNTAX, location, () -> {
            List<DerElement> parts = extension.content().expect(Der.SEQUENCE).children();
            boolean identifierFirst = !parts.isEmpty() && parts.get(0).is(0x80);
            findings.addIf(!identifierFirst, Rule.AKI_FORM, location, "there is no key identifier");
            findings.addIf(
                    identifierFirst
                            && context.issuer().isPresent()
                            && !context.issuer().get().isIdentifiedBy(parts.get(0)),
                    Rule.AKI_VALUE,
                    location,
                    "this is not the issuer's subject key identifier");
            findings.addIf(
                    identifierFirst && profile == LintProfile.ROOT_CA && !isOwn(view, parts.get(0)),
                    Rule.AKI_VALUE,
                    location,
                    "a root's is not its own subject key identifier");
        });
    }

    private static boolean isOwn(CertificateView view, DerElement identifier) {
        return view.extension(Oids.SUBJECT_KEY_IDENTIFIER)
                .filter(extension ->
                        identifier.contentEquals(extension.content().content()))
                .isPresent();
    }

    private static void checkAccessAndPoints(CertificateView view, Findings findings) {
        view.extension(Oids.AUTHORITY_KEY_IDENTIFIER)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX,
                        extension.location(),
                        () -> findings.addIf(
                                extension.content().children().size() != 1,
                                Rule.AKI_FORM,
                                extension.location(),
                                "there is more than a key identifier")));
        view.extension(Oids.AUTHORITY_INFORMATION_ACCESS)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX,
                        extension.location(),
                        () -> LocationRules.checkAccess(extension, findings)));
        view.extension(Oids.CRL_DISTRIBUTION_POINTS)
                .ifPresent(extension -> findings.guard(
                        Rule.EXTENSION_SYNTAX,
                        extension.location(),
                        () -> LocationRules.checkPoints(extension, findings)));
    }
}
