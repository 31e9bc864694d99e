package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.lint.DistinguishedName.Attribute;
import dev.acm.ca.lint.NameConstraints.Budget;
import java.util.ArrayList;
import java.util.List;

/** The form of name constraints, and whether a certificate's names keep those of the CAs above it. */
final class NameConstraintRules {
    private NameConstraintRules() {}

    static void check(CertificateView view, Extension extension, DerElement content, boolean tls, Findings findings) {
        String location = extension.location();
        findings.addIf(
                !view.isCa(),
                Rule.NAME_CONSTRAINTS_IN_LEAF,
                location,
                "a certificate that is no CA's has name constraints");
        // BR 7.1.2.10.8 is an explicit exception from RFC 5280
        findings.addIf(
                !extension.critical(),
                tls ? Rule.NAME_CONSTRAINTS_CRITICAL_RECOMMENDED : Rule.NAME_CONSTRAINTS_CRITICALITY,
                location,
                tls ? "this should be critical" : "this must be critical");
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

    /** Checks all names; those of a CA's self-issued certificate may be what they want (RFC 5280 section 6.1.3). */
    static void checkNames(CertificateView view, List<NameConstraints> constraints, Budget budget, Findings findings) {
        if (constraints.isEmpty()
                || findings.isWaived(Rule.NAME_CONSTRAINTS_VIOLATED)
                || (view.isCa() && view.isSelfIssued())) {
            return;
        }
        List<DerElement> names = namesOf(view, findings);
        for (NameConstraints each : constraints) {
            for (DerElement name : names) {
                each.against(name, budget)
                        .ifPresent(why -> findings.add(Rule.NAME_CONSTRAINTS_VIOLATED, "subjectAltName", why));
                if (budget.isExceeded()) {
                    findings.add(
                            Rule.NAME_CONSTRAINTS_NOT_JUDGED,
                            "subjectAltName",
                            "there are so many names and constraints that not all were compared");
                    return;
                }
            }
        }
    }

    /** The alternative names, the subject, and the subject's e-mail address where no alternative name is one. */
    private static List<DerElement> namesOf(CertificateView view, Findings findings) {
        List<DerElement> names = new ArrayList<>(AlternativeNames.of(view, findings));
        boolean mail = names.stream().anyMatch(name -> name.is(AlternativeNames.RFC822));
        if (!view.subject().isEmpty()) {
            names.add(DerElement.parse(Der.element(
                    AlternativeNames.DIRECTORY, view.subject().element().encoded())));
        }
        for (Attribute address : view.subject().all(Oids.EMAIL_ADDRESS)) {
            if (!mail) {
                names.add(DerElement.parse(
                        Der.element(AlternativeNames.RFC822, address.value().content())));
            }
        }
        return names;
    }

    private static void checkBase(DerElement base, boolean permitted, String location, Findings findings) {
        switch (base.tag()) {
            case AlternativeNames.ADDRESS -> {
                byte[] octets = base.content();
                boolean proper = NameSubtree.isMask(octets);
                findings.addIf(
                        !proper || !hasNoHost(octets),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "an address is not a network's address and mask");
                findings.addIf(
                        proper && permitted && Addresses.holdsReserved(octets),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a permitted network has reserved addresses");
            }
            case AlternativeNames.DNS ->
                findings.addIf(
                        !base.text().isEmpty() && !NameSyntax.isHostName(base.text()),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a constraint on DNS names is neither empty nor a name without wildcard");
            case AlternativeNames.URI ->
                findings.addIf(
                        !isDomain(base.text()),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a constraint on URIs is no host name");
            case AlternativeNames.RFC822 ->
                findings.addIf(
                        !NameSubtree.isMailConstraint(base.text()),
                        Rule.NAME_CONSTRAINTS_FORM,
                        location,
                        "a constraint on e-mail addresses is neither a mailbox nor a host name");
            default -> {}
        }
    }

    /** A fully qualified name, with a dot before it for all hosts below; not an address. */
    private static boolean isDomain(String constraint) {
        return constraint.contains(".")
                && NameSyntax.isDomain(constraint.startsWith(".") ? constraint.substring(1) : constraint);
    }

    /** Whether all bits of the address that the mask leaves out are zero (RFC 4632 section 3.1). */
    private static boolean hasNoHost(byte[] octets) {
        int half = octets.length / 2;
        boolean none = true;
        for (int i = 0; i < half; i++) {
            none &= (octets[i] & ~octets[half + i]) == 0;
        }
        return none;
    }
}
