package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Certificate policies and their qualifiers. */
final class PolicyRules {
    /** The reserved policies: domain, organization, individual, extended validation. */
    private static final Set<String> RESERVED =
            Set.of(Oids.DOMAIN_VALIDATED, "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1");

    private PolicyRules() {}

    /** The policy identifiers; those with a malformed extension have a finding elsewhere. */
    static List<String> identifiers(DerElement content) {
        List<String> identifiers = new ArrayList<>(1);
        for (DerElement information : content.expect(Der.SEQUENCE).children()) {
            identifiers.add(information.expect(Der.SEQUENCE).children().get(0).oid());
        }
        return identifiers;
    }

    static int reservedAmong(List<String> identifiers) {
        int reserved = 0;
        for (String identifier : identifiers) {
            reserved += RESERVED.contains(identifier) ? 1 : 0;
        }
        return reserved;
    }

    static void check(Extension extension, DerElement content, boolean tls, Findings findings) {
        String location = extension.location();
        List<String> identifiers = identifiers(content);
        Set<String> distinct = new HashSet<>(identifiers);
        findings.addIf(distinct.size() < identifiers.size(), Rule.POLICY_DUPLICATE, location, "a policy occurs twice");
        findings.addIf(tls && extension.critical(), Rule.POLICIES_CRITICAL, location, "this must not be critical");
        for (DerElement information : content.children()) {
            List<DerElement> parts = information.children();
            if (parts.size() > 1) {
                boolean any = parts.get(0).oid().equals(Oids.ANY_POLICY);
                checkQualifiers(parts.get(1), any, tls, location, findings);
            }
        }
    }

    private static void checkQualifiers(
            DerElement list, boolean anyPolicy, boolean tls, String location, Findings findings) {
        findings.addIf(tls, Rule.POLICY_QUALIFIER_PRESENT, location, "there is a policy qualifier");
        List<DerElement> qualifiers = list.expect(Der.SEQUENCE).children();
        for (DerElement qualifier : qualifiers) {
            List<DerElement> parts = qualifier.expect(Der.SEQUENCE).children();
            switch (parts.get(0).oid()) {
                case Oids.CPS_QUALIFIER -> {
                    String uri = parts.get(1).expect(Der.IA5_STRING).text();
                    boolean web = NameSyntax.hasScheme(uri, "http") || NameSyntax.hasScheme(uri, "https");
                    findings.addIf(
                            tls && !web, Rule.POLICY_QUALIFIER, location, "the CPS link is no http or https URI");
                    findings.addIf(
                            !NameSyntax.isLocation(uri), Rule.URI_SYNTAX, location, "the CPS link is no absolute URI");
                }
                case Oids.USER_NOTICE_QUALIFIER -> {
                    findings.addIf(tls, Rule.POLICY_QUALIFIER, location, "there is a user notice");
                    checkNotice(parts.get(1), location, findings);
                }
                default ->
                    findings.addIf(
                            tls || anyPolicy, Rule.POLICY_QUALIFIER, location, "the qualifier is of an unknown kind");
            }
        }
    }

    private static void checkNotice(DerElement notice, String location, Findings findings) {
        List<DerElement> parts = notice.expect(Der.SEQUENCE).children();
        boolean reference = !parts.isEmpty() && parts.get(0).is(Der.SEQUENCE);
        if (reference) {
            checkReference(parts.get(0));
        }
        int text = reference ? 1 : 0;
        if (parts.size() > text + 1) {
            throw notice.malformed("more than a reference and a text");
        }
        // RFC 5280 forbids VisibleString and BMPString, RFC 6818 IA5String
        findings.addIf(
                parts.size() > text && !(parts.get(text).is(Der.UTF8_STRING) && isDisplayText(parts.get(text))),
                Rule.POLICY_NOTICE_TEXT,
                location,
                "the notice is no UTF8String of at most 200 characters");
    }

    private static void checkReference(DerElement reference) {
        List<DerElement> parts = reference.children();
        if (parts.size() != 2 || !isDisplayText(parts.get(0))) {
            throw reference.malformed("the reference of a notice is not an organization and numbers");
        }
        parts.get(1).expect(Der.SEQUENCE).children().forEach(DerElement::integer);
    }

    private static boolean isDisplayText(DerElement text) {
        boolean type = switch (text.tag()) {
            case Der.UTF8_STRING, Der.IA5_STRING, Der.VISIBLE_STRING, Der.BMP_STRING -> true;
            default -> false;
        };
        int length = type ? text.text().length() : 0;
        return type && text.isProperText() && length > 0 && length <= 200;
    }
}
