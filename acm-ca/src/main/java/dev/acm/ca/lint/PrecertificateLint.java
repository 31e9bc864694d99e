package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares a precertificate with the certificate that is made of it: but for the poison of the one and the list of timestamps of
 * the other they must be the same octets in the same order (BR 7.1.2.9, RFC 6962 section 3.1). Never throws for what it reads.
 * Thread-safe.
 */
public final class PrecertificateLint {
    private static final String WHERE = "tbsCertificate";

    private PrecertificateLint() {}

    /**
     * Compares two that are signed. Signatures are not verified.
     *
     * @param precertificate DER
     * @param certificate DER
     * @return all findings; empty means that they are a pair
     */
    public static List<LintFinding> check(byte[] precertificate, byte[] certificate) {
        return compare(precertificate, certificate, PrecertificateLint::signedPart);
    }

    /**
     * Compares a precertificate with the certificate that is about to be signed.
     *
     * @param precertificate DER TBSCertificate
     * @param certificate DER TBSCertificate
     * @return all findings; empty means that they are a pair
     */
    public static List<LintFinding> checkToBeSigned(byte[] precertificate, byte[] certificate) {
        return compare(precertificate, certificate, der -> DerElement.parse(der).expect(Der.SEQUENCE));
    }

    private static List<LintFinding> compare(
            byte[] precertificate, byte[] certificate, Function<byte[], DerElement> reader) {
        Findings findings = new Findings(Set.of());
        findings.guard(Rule.STRUCTURE, WHERE, () -> {
            DerElement before = reader.apply(precertificate);
            DerElement after = reader.apply(certificate);
            compare(before, after, findings);
        });
        return findings.toList();
    }

    private static DerElement signedPart(byte[] der) {
        CertificateView view = CertificateView.ofCertificate(der);
        return view.signed();
    }

    private static void compare(DerElement precertificate, DerElement certificate, Findings findings) {
        List<DerElement> before = new ArrayList<>(precertificate.children());
        List<DerElement> after = new ArrayList<>(certificate.children());
        List<DerElement> extensionsBefore = extensions(before);
        List<DerElement> extensionsAfter = extensions(after);
        findings.addIf(
                !has(extensionsBefore, Oids.PRECERTIFICATE_POISON) || has(extensionsAfter, Oids.PRECERTIFICATE_POISON),
                Rule.PRECERTIFICATE_POISON,
                "extensions.precertificatePoison",
                "the precertificate, and it alone, must have the poison");
        findings.addIf(
                has(extensionsBefore, Oids.SCT_LIST),
                Rule.SCT_LIST_SYNTAX,
                "extensions.signedCertificateTimestampList",
                "a precertificate has no timestamps");
        difference(before, after)
                .ifPresent(at -> findings.add(
                        Rule.PRECERTIFICATE_MISMATCH,
                        WHERE,
                        "field " + at + " differs from that of the precertificate, or only one has it"));
        difference(without(extensionsBefore, Oids.PRECERTIFICATE_POISON), without(extensionsAfter, Oids.SCT_LIST))
                .ifPresent(at -> findings.add(
                        Rule.PRECERTIFICATE_MISMATCH,
                        "extensions",
                        "extension " + at + ", not counting poison and timestamps, differs from that of the"
                                + " precertificate, or only one has it"));
    }

    /** Takes the list of extensions off the fields. */
    private static List<DerElement> extensions(List<DerElement> fields) {
        boolean last = !fields.isEmpty() && fields.get(fields.size() - 1).is(0xa3);
        return last
                ? fields.remove(fields.size() - 1).inner().expect(Der.SEQUENCE).children()
                : List.of();
    }

    private static boolean has(List<DerElement> extensions, String oid) {
        return extensions.stream().anyMatch(extension -> isOf(extension, oid));
    }

    private static List<DerElement> without(List<DerElement> extensions, String oid) {
        return extensions.stream().filter(extension -> !isOf(extension, oid)).toList();
    }

    private static boolean isOf(DerElement extension, String oid) {
        return extension.expect(Der.SEQUENCE).children().get(0).oid().equals(oid);
    }

    private static Optional<Integer> difference(List<DerElement> before, List<DerElement> after) {
        int common = Math.min(before.size(), after.size());
        for (int i = 0; i < common; i++) {
            if (!before.get(i).encodedEquals(after.get(i).encoded())) {
                return Optional.of(i);
            }
        }
        return before.size() == after.size() ? Optional.empty() : Optional.of(common);
    }
}
