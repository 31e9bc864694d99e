package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.util.Arrays;
import java.util.List;

/** The form of name constraints. */
final class NameConstraintRules {
    private NameConstraintRules() {}

    static void check(CertificateView view, Extension extension, DerElement content, boolean tls, Findings findings) {
        String location = extension.location();
        findings.addIf(
                !view.isCa(),
                Rule.NAME_CONSTRAINTS_IN_LEAF,
                location,
                "a certificate that is no CA's has name constraints");
        findings.addIf(!extension.critical(), Rule.NAME_CONSTRAINTS_CRITICALITY, location, "this must be critical");
        List<DerElement> parts = content.expect(Der.SEQUENCE).children();
        findings.addIf(parts.isEmpty(), Rule.NAME_CONSTRAINTS_FORM, location, "there are no subtrees");
        for (DerElement part : parts) {
            List<DerElement> subtrees = part.children();
            findings.addIf(subtrees.isEmpty(), Rule.NAME_CONSTRAINTS_FORM, location, "a list of subtrees is empty");
            for (DerElement subtree : subtrees) {
                List<DerElement> fields = subtree.expect(Der.SEQUENCE).children();
                findings.addIf(
                        fields.size() != 1, Rule.NAME_CONSTRAINTS_FORM, location, "a subtree has a minimum or maximum");
                checkBase(fields.get(0), part.is(0xa0) && tls, location, findings);
            }
        }
    }

    private static void checkBase(DerElement base, boolean permitted, String location, Findings findings) {
        switch (base.tag()) {
            case AlternativeNames.ADDRESS -> {
                byte[] octets = base.content();
                boolean proper = NameConstraints.isMask(octets);
                findings.addIf(!proper, Rule.NAME_CONSTRAINTS_FORM, location, "an address is not address and mask");
                findings.addIf(
                        proper && permitted && isReserved(octets),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a permitted address is reserved");
            }
            case AlternativeNames.DNS ->
                findings.addIf(
                        base.text().startsWith(".") || base.text().startsWith("*"),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a DNS name begins with a dot or a wildcard");
            case AlternativeNames.URI -> {
                String host = base.text();
                findings.addIf(
                        host.contains(":") || host.contains("/") || !host.contains("."),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a constraint on URIs is no host name");
            }
            default -> {}
        }
    }

    private static boolean isReserved(byte[] octets) {
        byte[] address = Arrays.copyOf(octets, octets.length / 2);
        boolean all = true;
        for (byte octet : octets) {
            all &= octet == 0;
        }
        return !all && ReservedAddresses.contains(address);
    }
}
