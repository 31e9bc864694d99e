package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.profile.ValidityWindow;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges CRLs (BR 7.2; RFC 5280 section 5). Collects all findings and never throws for what it reads. Thread-safe.
 */
public final class CrlLint {
    private static final Set<Integer> REASONS = Set.of(1, 3, 4, 5, 9);
    private static final byte[] TRUE = {(byte) 0xff};
    private static final Set<String> FORBIDDEN = Set.of(Oids.DELTA_CRL_INDICATOR, Oids.FRESHEST_CRL);

    private CrlLint() {}

    /**
     * Judges a whole CRL. Its signature is not verified.
     *
     * @param der the CRL
     * @param context what else is known
     * @return all findings; empty means none
     */
    public static List<LintFinding> check(byte[] der, LintContext context) {
        Findings findings = new Findings(context.waived());
        findings.guard(Rule.STRUCTURE, "crl", () -> {
            DerElement whole = DerElement.parse(der).expect(Der.SEQUENCE);
            List<DerElement> parts = whole.children();
            if (parts.size() != 3) {
                throw whole.malformed("a CRL has three parts");
            }
            parts.get(2).bitStringOctets();
            CrlView view = new CrlView(parts.get(0));
            findings.addIf(
                    !parts.get(1).encodedEquals(view.algorithm()),
                    Rule.SIGNATURE_ALGORITHM_MISMATCH,
                    "signatureAlgorithm",
                    "the algorithm inside and outside differ");
            check(view, context, findings);
        });
        return findings.toList();
    }

    /**
     * Judges a CRL that is not signed yet.
     *
     * @param der the TBSCertList
     * @param context what else is known
     * @return all findings; empty means none
     */
    public static List<LintFinding> checkToBeSigned(byte[] der, LintContext context) {
        Findings findings = new Findings(context.waived());
        findings.guard(Rule.STRUCTURE, "crl", () -> check(new CrlView(DerElement.parse(der)), context, findings));
        return findings.toList();
    }

    private static void check(CrlView view, LintContext context, Findings findings) {
        findings.guard(Rule.NOT_DER, "crl", view.element()::checkDeeply);
        findings.addIf(!view.isVersionTwo(), Rule.VERSION, "version", "the version is not 2");
        Optional<SignatureScheme> scheme = SignatureScheme.of(view.algorithm());
        findings.addIf(
                scheme.isEmpty(),
                Rule.SIGNATURE_ALGORITHM,
                "signature",
                "the algorithm identifier is not one of the exact encodings");
        findings.addIf(
                scheme.isPresent()
                        && context.issuer().flatMap(IssuerFacts::algorithm).isPresent()
                        && !scheme.get()
                                .fits(context.issuer()
                                        .flatMap(IssuerFacts::algorithm)
                                        .orElseThrow()),
                Rule.SIGNATURE_ALGORITHM_OF_ISSUER,
                "signature",
                "a key of the issuer's kind does not sign so");
        findings.guard(Rule.NAME_SYNTAX, "issuer", () -> {
            DistinguishedName issuer = DistinguishedName.of(view.issuer());
            findings.addIf(issuer.isEmpty(), Rule.ISSUER_EMPTY, "issuer", "the issuer name is empty");
        });
        findings.addIf(
                context.issuer().isPresent() && !context.issuer().get().isNamed(view.issuer()),
                Rule.ISSUER_BYTES,
                "issuer",
                "the octets differ from the issuing CA's subject");
        checkTimes(view, findings);
        findings.guard(Rule.EXTENSION_SYNTAX, "crlExtensions", () -> checkExtensions(view, context, findings));
        checkEntries(view, findings);
    }

    private static void checkTimes(CrlView view, Findings findings) {
        ValidityRules.checkEncoding(view.thisUpdate(), "thisUpdate", findings);
        if (view.nextUpdate().isEmpty()) {
            findings.add(Rule.CRL_WINDOW, "nextUpdate", "there is no nextUpdate");
            return;
        }
        DerElement nextUpdate = view.nextUpdate().get();
        ValidityRules.checkEncoding(nextUpdate, "nextUpdate", findings);
        findings.guard(
                Rule.TIME_ENCODING,
                "nextUpdate",
                () -> findings.addIf(
                        !ValidityWindow.isCrlWindow(
                                view.thisUpdate().time(), nextUpdate.time(), view.isOfAuthorities()),
                        Rule.CRL_WINDOW,
                        "nextUpdate",
                        "nextUpdate is not after thisUpdate, or too late"));
    }

    private static void checkExtensions(CrlView view, LintContext context, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Extension extension : view.extensions()) {
            String location = extension.location();
            findings.addIf(
                    !seen.add(extension.oid()), Rule.EXTENSION_DUPLICATE, location, "the extension occurs twice");
            switch (extension.oid()) {
                case Oids.CRL_NUMBER -> checkNumber(extension, findings);
                case Oids.AUTHORITY_KEY_IDENTIFIER -> checkKeyIdentifier(extension, context, findings);
                case Oids.ISSUING_DISTRIBUTION_POINT -> checkDistributionPoint(extension, findings);
                default -> {
                    Rule rule = extension.critical() ? Rule.EXTENSION_UNKNOWN_CRITICAL : Rule.CRL_EXTENSION_UNKNOWN;
                    findings.add(
                            FORBIDDEN.contains(extension.oid()) ? Rule.CRL_EXTENSION_FORBIDDEN : rule,
                            location,
                            "a CRL has no such extension");
                }
            }
        }
        findings.addIf(
                !seen.contains(Oids.CRL_NUMBER), Rule.CRL_NUMBER, "extensions.cRLNumber", "there is no CRL number");
        findings.addIf(
                !seen.contains(Oids.AUTHORITY_KEY_IDENTIFIER),
                Rule.CRL_AKI,
                "extensions.authorityKeyIdentifier",
                "there is no authority key identifier");
    }

    private static void checkCriticality(Extension extension, boolean critical, Findings findings) {
        findings.addIf(
                extension.critical() != critical,
                Rule.CRL_EXTENSION_CRITICALITY,
                extension.location(),
                critical ? "this must be critical" : "this must not be critical");
    }

    private static void checkNumber(Extension extension, Findings findings) {
        checkCriticality(extension, false, findings);
        BigInteger number = extension.content().integer();
        findings.addIf(
                number.signum() < 0 || number.bitLength() > 159,
                Rule.CRL_NUMBER,
                extension.location(),
                "the CRL number is negative or too long");
    }

    private static void checkKeyIdentifier(Extension extension, LintContext context, Findings findings) {
        List<DerElement> parts = extension.content().expect(Der.SEQUENCE).children();
        boolean proper =
                parts.size() == 1 && parts.get(0).is(0x80) && parts.get(0).length() > 0;
        checkCriticality(extension, false, findings);
        findings.addIf(!proper, Rule.CRL_AKI, extension.location(), "this is not just a key identifier");
        findings.addIf(
                proper
                        && context.issuer().isPresent()
                        && !context.issuer().get().isIdentifiedBy(parts.get(0)),
                Rule.AKI_VALUE,
                extension.location(),
                "this is not the issuer's subject key identifier");
    }

    private static void checkDistributionPoint(Extension extension, Findings findings) {
        // a CRL of CA certificates may do without a name; one that is there must be good
        boolean properName = false;
        boolean more = false;
        int scopes = 0;
        int last = -1;
        for (DerElement part : extension.content().expect(Der.SEQUENCE).children()) {
            boolean first = last < 0;
            int number = part.tag() & 0x1f;
            more |= number <= last;
            last = number;
            switch (part.tag()) {
                case 0xa0 -> {
                    DerElement name = part.inner();
                    properName = name.is(0xa0)
                            && !name.children().isEmpty()
                            && name.children().stream().allMatch(LocationRules::isHttp);
                }
                case 0x81, 0x82 -> {
                    // FALSE is the default, which DER leaves out
                    more |= !part.contentEquals(TRUE);
                    scopes++;
                    properName |= part.is(0x82) && first;
                }
                default -> more = true;
            }
        }
        checkCriticality(extension, true, findings);
        findings.addIf(
                !properName || more || scopes != 1,
                Rule.CRL_DISTRIBUTION_POINT,
                extension.location(),
                "this has no http URI, or says more than it may");
    }

    private static void checkEntries(CrlView view, Findings findings) {
        if (view.entries().isEmpty()) {
            return;
        }
        List<DerElement> entries = view.entries().get().children();
        findings.addIf(
                entries.isEmpty(),
                Rule.CRL_EMPTY_LIST,
                "revokedCertificates",
                "the list is there although it is empty");
        Set<BigInteger> serials = new HashSet<>();
        Optional<Instant> thisUpdate = CrlView.time(view.thisUpdate());
        for (DerElement entry : entries) {
            findings.guard(Rule.STRUCTURE, "revokedCertificates", () -> {
                List<DerElement> parts = entry.expect(Der.SEQUENCE).children();
                if (parts.size() > 3) {
                    throw entry.malformed("an entry has at most three parts");
                }
                StructureRules.checkSerialRange(parts.get(0).integer(), "revokedCertificates", findings);
                findings.addIf(
                        !serials.add(parts.get(0).integer()),
                        Rule.CRL_ENTRY_DUPLICATE,
                        "revokedCertificates",
                        "a certificate is listed twice");
                ValidityRules.checkEncoding(parts.get(1), "revocationDate", findings);
                Optional<Instant> date = CrlView.time(parts.get(1));
                findings.addIf(
                        date.isPresent() && thisUpdate.isPresent() && date.get().isAfter(thisUpdate.get()),
                        Rule.CRL_REVOCATION_DATE,
                        "revocationDate",
                        "an entry's date is after the CRL's own");
                if (parts.size() > 2) {
                    checkEntryExtensions(parts.get(2), findings);
                }
            });
        }
    }

    private static void checkEntryExtensions(DerElement list, Findings findings) {
        Set<String> seen = new HashSet<>();
        if (list.length() == 0) {
            throw list.malformed("an entry has a list of no extensions");
        }
        for (Extension extension : Extension.listOf(list)) {
            findings.addIf(
                    !seen.add(extension.oid()),
                    Rule.EXTENSION_DUPLICATE,
                    extension.location(),
                    "the extension occurs twice");
            switch (extension.oid()) {
                case Oids.REASON_CODE -> checkReason(extension, findings);
                case Oids.INVALIDITY_DATE -> checkInvalidityDate(extension, findings);
                default ->
                    findings.add(
                            extension.critical() ? Rule.EXTENSION_UNKNOWN_CRITICAL : Rule.CRL_ENTRY_EXTENSION,
                            extension.location(),
                            "an entry has only a reason");
            }
        }
    }

    private static void checkReason(Extension extension, Findings findings) {
        DerElement reason = extension.content().expect(Der.ENUMERATED);
        findings.addIf(extension.critical(), Rule.CRL_REASON, extension.location(), "the reason is critical");
        findings.addIf(
                reason.length() != 1 || !REASONS.contains(reason.octet(0)),
                Rule.CRL_REASON,
                extension.location(),
                "the reason is none of 1, 3, 4, 5 and 9");
    }

    private static void checkInvalidityDate(Extension extension, Findings findings) {
        String location = extension.location();
        findings.add(Rule.CRL_ENTRY_EXTENSION, location, "an entry has only a reason");
        findings.addIf(extension.critical(), Rule.MUST_NOT_BE_CRITICAL, location, "the extension is critical");
        // RFC 5280 section 5.3.2: unlike other times it is a GeneralizedTime of any year
        findings.guard(
                Rule.EXTENSION_SYNTAX,
                location,
                () -> extension.content().expect(Der.GENERALIZED_TIME).time());
    }
}
