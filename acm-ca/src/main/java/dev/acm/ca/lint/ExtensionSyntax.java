package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import java.util.List;

/**
 * The ASN.1 types of the extensions (RFC 5280 appendix A.2; RFC 7633; RFC 3739). What is malformed is thrown; extensions that
 * are not known pass.
 */
final class ExtensionSyntax {
    private static final String QUALIFIED_STATEMENTS = "1.3.6.1.5.5.7.1.3";

    private ExtensionSyntax() {}

    static void check(String oid, DerElement content) {
        switch (oid) {
            case Oids.SUBJECT_KEY_IDENTIFIER -> present(content.expect(Der.OCTET_STRING));
            case Oids.KEY_USAGE -> content.namedBits();
            case Oids.PRIVATE_KEY_USAGE_PERIOD -> tagged(present(content.expect(Der.SEQUENCE)), 0x80, 0x81);
            case Oids.SUBJECT_ALTERNATIVE_NAME -> GeneralNameSyntax.checkAll(content.expect(Der.SEQUENCE));
            case Oids.ISSUER_ALTERNATIVE_NAME -> GeneralNameSyntax.checkAll(present(content.expect(Der.SEQUENCE)));
            case Oids.BASIC_CONSTRAINTS -> checkBasicConstraints(content.expect(Der.SEQUENCE));
            case Oids.NAME_CONSTRAINTS -> checkSubtrees(content.expect(Der.SEQUENCE));
            case Oids.CRL_DISTRIBUTION_POINTS, Oids.FRESHEST_CRL ->
                list(content).forEach(ExtensionSyntax::checkPoint);
            case Oids.CERTIFICATE_POLICIES -> list(content).forEach(ExtensionSyntax::checkPolicy);
            case Oids.POLICY_MAPPINGS ->
                list(content).forEach(mapping -> pair(mapping).forEach(DerElement::oid));
            case Oids.AUTHORITY_KEY_IDENTIFIER -> checkAuthorityKeyIdentifier(content.expect(Der.SEQUENCE));
            case Oids.POLICY_CONSTRAINTS ->
                tagged(content.expect(Der.SEQUENCE), 0x80, 0x81).forEach(ExtensionSyntax::count);
            case Oids.EXTENDED_KEY_USAGE -> list(content).forEach(DerElement::oid);
            case Oids.INHIBIT_ANY_POLICY -> count(content.expect(Der.INTEGER));
            case Oids.AUTHORITY_INFORMATION_ACCESS, Oids.SUBJECT_INFORMATION_ACCESS ->
                list(content).forEach(description -> {
                    List<DerElement> parts = pair(description);
                    parts.get(0).oid();
                    GeneralNameSyntax.check(parts.get(1));
                });
            case Oids.SUBJECT_DIRECTORY_ATTRIBUTES ->
                list(content).forEach(attribute -> {
                    List<DerElement> parts = pair(attribute);
                    parts.get(0).oid();
                    present(parts.get(1).expect(Der.SET));
                });
            case Oids.TLS_FEATURE -> list(content).forEach(DerElement::integer);
            case QUALIFIED_STATEMENTS ->
                list(content).forEach(statement -> statement.children().get(0).oid());
            default -> {}
        }
    }

    /** The elements of a list that must not be empty. */
    private static List<DerElement> list(DerElement content) {
        return present(content.expect(Der.SEQUENCE)).children();
    }

    private static DerElement present(DerElement element) {
        if (element.length() == 0) {
            throw element.malformed("nothing in it");
        }
        return element;
    }

    private static List<DerElement> pair(DerElement element) {
        List<DerElement> parts = element.expect(Der.SEQUENCE).children();
        if (parts.size() != 2) {
            throw element.malformed("not two parts");
        }
        return parts;
    }

    private static void count(DerElement number) {
        if (number.implicitInteger().signum() < 0) {
            throw number.malformed("negative number");
        }
    }

    /** The optional parts of a sequence, each at most once and in the order of their identifier octets given. */
    private static List<DerElement> tagged(DerElement sequence, int... tags) {
        List<DerElement> parts = sequence.children();
        int next = 0;
        for (DerElement part : parts) {
            while (next < tags.length && !part.is(tags[next])) {
                next++;
            }
            if (next == tags.length) {
                throw part.malformed("unexpected part");
            }
            next++;
        }
        return parts;
    }

    private static void checkBasicConstraints(DerElement constraints) {
        for (DerElement part : tagged(constraints, Der.BOOLEAN, Der.INTEGER)) {
            // X.690 section 11.5: FALSE is the default, so it is left out
            if (part.is(Der.BOOLEAN) && !part.bool()) {
                throw part.malformed("cA FALSE is spelled out");
            }
        }
    }

    private static void checkSubtrees(DerElement constraints) {
        for (DerElement subtrees : tagged(constraints, 0xa0, 0xa1)) {
            for (DerElement subtree : subtrees.children()) {
                List<DerElement> fields = subtree.expect(Der.SEQUENCE).children();
                GeneralNameSyntax.check(fields.get(0));
                fields.subList(1, fields.size()).forEach(ExtensionSyntax::count);
            }
        }
    }

    private static void checkPoint(DerElement point) {
        for (DerElement part : tagged(point.expect(Der.SEQUENCE), 0xa0, 0x81, 0xa2)) {
            switch (part.tag()) {
                case 0xa0 -> {
                    DerElement name = part.inner();
                    if (name.is(0xa0)) {
                        GeneralNameSyntax.checkAll(present(name));
                    } else {
                        present(name.expect(0xa1));
                    }
                }
                case 0x81 -> part.implicitNamedBits();
                default -> GeneralNameSyntax.checkAll(present(part));
            }
        }
    }

    private static void checkPolicy(DerElement information) {
        List<DerElement> parts = information.expect(Der.SEQUENCE).children();
        parts.get(0).oid();
        if (parts.size() > 2) {
            throw information.malformed("more than a policy and its qualifiers");
        }
        if (parts.size() == 2) {
            list(parts.get(1)).forEach(qualifier -> pair(qualifier).get(0).oid());
        }
    }

    private static void checkAuthorityKeyIdentifier(DerElement identifier) {
        boolean issuer = false;
        boolean serial = false;
        for (DerElement part : tagged(identifier, 0x80, 0xa1, 0x82)) {
            switch (part.tag()) {
                case 0x80 -> present(part);
                case 0xa1 -> {
                    issuer = true;
                    GeneralNameSyntax.checkAll(present(part));
                }
                default -> {
                    serial = true;
                    part.implicitInteger();
                }
            }
        }
        // RFC 5280 appendix A.2: both or neither
        if (issuer != serial) {
            throw identifier.malformed("issuer without serial number, or the reverse");
        }
    }
}
