package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A distinguished name, read. */
record DistinguishedName(DerElement element, List<Attribute> attributes, boolean multipleInOne, boolean emptyOne) {
    /** One attribute. */
    record Attribute(String oid, DerElement value) {
        String text() {
            return value.text();
        }
    }

    static DistinguishedName of(DerElement element) {
        List<Attribute> attributes = new ArrayList<>(4);
        boolean multiple = false;
        boolean empty = false;
        for (DerElement rdn : element.expect(Der.SEQUENCE).children()) {
            List<DerElement> members = rdn.expect(Der.SET).children();
            empty |= members.isEmpty();
            multiple |= members.size() > 1;
            for (DerElement member : members) {
                List<DerElement> parts = member.expect(Der.SEQUENCE).children();
                if (parts.size() != 2) {
                    throw member.malformed("attribute has not two parts");
                }
                attributes.add(new Attribute(parts.get(0).oid(), parts.get(1)));
            }
        }
        return new DistinguishedName(element, List.copyOf(attributes), multiple, empty);
    }

    boolean isEmpty() {
        return attributes.isEmpty();
    }

    List<Attribute> all(String oid) {
        List<Attribute> found = new ArrayList<>(1);
        for (Attribute attribute : attributes) {
            if (attribute.oid().equals(oid)) {
                found.add(attribute);
            }
        }
        return found;
    }

    /**
     * The relative names, each as a sorted list of texts, for comparing: case and runs of blanks do not matter (RFC 5280
     * section 7.1), nor does the string type.
     */
    List<List<String>> comparable() {
        return element.children().stream()
                .map(rdn -> rdn.children().stream()
                        .map(member -> member.children().get(0).oid() + "="
                                + normalize(member.children().get(1).text()))
                        .sorted()
                        .toList())
                .toList();
    }

    private static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
    }

    boolean has(String oid) {
        for (Attribute attribute : attributes) {
            if (attribute.oid().equals(oid)) {
                return true;
            }
        }
        return false;
    }
}
