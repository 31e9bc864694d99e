package dev.acm.ca.lint;

import dev.acm.ca.internal.Oids;
import dev.acm.ca.internal.SignatureScheme;
import dev.acm.ca.key.KeyFault;
import dev.acm.ca.key.KeyFinding;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.certificate.KeyAlgorithm;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Version, serial number, algorithms, issuer name, key, and what holds for any extension. */
final class StructureRules {
    private static final PublicKeyCheck KEYS = PublicKeyCheck.builder().build();
    /** What makes a key none at all; the others are faults by the Baseline Requirements only. */
    private static final Set<KeyFault> MALFORMED = EnumSet.of(
            KeyFault.NOT_DER, KeyFault.POINT_AT_INFINITY, KeyFault.POINT_NOT_ON_CURVE, KeyFault.POINT_OUT_OF_RANGE);
    // a random serial number shorter than this would be an accident of 1 in 2^16
    private static final int SHORTEST_SERIAL_BITS = 48;

    private StructureRules() {}

    static void check(CertificateView view, LintProfile profile, LintContext context, Findings findings) {
        boolean pkix = profile == LintProfile.PKIX;
        findings.guard(Rule.NOT_DER, "certificate", view.whole()::checkDeeply);
        findings.addIf(!view.isVersionThree(), Rule.VERSION, "version", "the version is not 3");
        checkSerial(view, pkix || profile == LintProfile.ROOT_CA, findings);
        context.reservedSerial()
                .ifPresent(serial -> findings.addIf(
                        !serial.equals(view.serial()),
                        Rule.SERIAL_NOT_AS_RESERVED,
                        "serialNumber",
                        "the serial number is not the reserved one"));
        checkAlgorithms(view, pkix, context, findings);
        checkIssuer(view, context, findings);
        findings.addIf(
                view.hasUniqueIdentifier(), Rule.UNIQUE_IDENTIFIER, "tbsCertificate", "a unique identifier is present");
        checkKey(view, pkix, context, findings);
        findings.addIf(
                view.hasEmptyExtensions(), Rule.EXTENSIONS_MISSING, "extensions", "the list of extensions is empty");
        Set<String> seen = new HashSet<>();
        for (Extension extension : view.extensions()) {
            findings.addIf(
                    !seen.add(extension.oid()),
                    Rule.EXTENSION_DUPLICATE,
                    extension.location(),
                    "the extension occurs twice");
        }
    }

    private static void checkSerial(CertificateView view, boolean anyLength, Findings findings) {
        int bits = view.serial().bitLength();
        checkSerialRange(view.serial(), "serialNumber", findings);
        findings.addIf(
                bits < SHORTEST_SERIAL_BITS && !anyLength,
                Rule.SERIAL_TOO_SHORT,
                "serialNumber",
                () -> "the serial number has " + bits + " bits");
    }

    static void checkSerialRange(BigInteger serial, String location, Findings findings) {
        findings.addIf(serial.signum() <= 0, Rule.SERIAL_NOT_POSITIVE, location, "the serial number is not positive");
        findings.addIf(
                serial.bitLength() > 159,
                Rule.SERIAL_TOO_LONG,
                location,
                () -> "the serial number has " + serial.bitLength() + " bits");
    }

    private static void checkAlgorithms(CertificateView view, boolean pkix, LintContext context, Findings findings) {
        findings.addIf(
                view.outerAlgorithm().isPresent()
                        && !view.outerAlgorithm().get().encodedEquals(view.algorithm()),
                Rule.SIGNATURE_ALGORITHM_MISMATCH,
                "signatureAlgorithm",
                "the algorithm inside and outside differ");
        Optional<SignatureScheme> scheme = SignatureScheme.of(view.algorithm());
        findings.addIf(
                scheme.isEmpty() && (!pkix || SignatureScheme.isKnown(view.algorithm())),
                Rule.SIGNATURE_ALGORITHM,
                "tbsCertificate.signature",
                "the algorithm identifier is not one of the exact encodings");
        Optional<KeyAlgorithm> issuerKey = context.issuer().flatMap(IssuerFacts::algorithm);
        findings.addIf(
                scheme.isPresent() && issuerKey.isPresent() && !scheme.get().fits(issuerKey.get()),
                Rule.SIGNATURE_ALGORITHM_OF_ISSUER,
                "tbsCertificate.signature",
                "a key of the issuer's kind does not sign so");
    }

    private static void checkIssuer(CertificateView view, LintContext context, Findings findings) {
        findings.addIf(view.isCa() && view.subject().isEmpty(), Rule.CA_SUBJECT_EMPTY, "subject", "a CA has no name");
        findings.addIf(
                !view.isCa() && view.subject().isEmpty() && !view.has(Oids.SUBJECT_ALTERNATIVE_NAME),
                Rule.SUBJECT_EMPTY_WITHOUT_SAN,
                "subject",
                "there is no name at all");
        findings.addIf(view.issuer().isEmpty(), Rule.ISSUER_EMPTY, "issuer", "the issuer name is empty");
        findings.addIf(
                context.issuer().isPresent()
                        && !context.issuer().get().isNamed(view.issuer().element()),
                Rule.ISSUER_BYTES,
                "issuer",
                "the octets differ from the issuing CA's subject");
    }

    private static void checkKey(CertificateView view, boolean pkix, LintContext context, Findings findings) {
        boolean asRequested = context.requestedKey().isPresent()
                && view.key().encodedEquals(context.requestedKey().get());
        findings.addIf(
                context.requestedKey().isPresent() && !asRequested,
                Rule.KEY_NOT_AS_REQUESTED,
                "subjectPublicKeyInfo",
                "the octets differ from the requested key");
        // who gives the requested key has checked it; to do so again would double the cost of issuing
        if (asRequested) {
            return;
        }
        for (KeyFinding fault : KEYS.check(view.key().encoded())) {
            // of RSA, RFC 3279 section 2.3.1 knows only one algorithm identifier
            boolean malformed = MALFORMED.contains(fault.fault())
                    || (fault.fault() == KeyFault.ALGORITHM_IDENTIFIER
                            && view.keyAlgorithm().equals(Oids.RSA));
            if (pkix && !malformed) {
                continue;
            }
            Rule rule = fault.fault() == KeyFault.ALGORITHM_IDENTIFIER ? Rule.KEY_ALGORITHM : Rule.KEY;
            findings.add(rule, "subjectPublicKeyInfo", fault.fault() + ": " + fault.message());
        }
        findings.addIf(
                !pkix && PublicKeyCheck.hasUnusualExponent(view.key().encoded()),
                Rule.KEY_EXPONENT_UNUSUAL,
                "subjectPublicKeyInfo",
                "the RSA exponent is below 65537");
    }
}
