package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.util.ArrayList;
import java.util.List;

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
        return attributes.stream()
                .filter(attribute -> attribute.oid().equals(oid))
                .toList();
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
