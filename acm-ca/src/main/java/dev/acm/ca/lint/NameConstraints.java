package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.util.List;
import java.util.Optional;

/**
 * What a CA may certify. Source: RFC 5280 sections 4.2.1.10, 6.1.3 (b) and (c).
 *
 * <p>Fails closed: a wildcard is refused when any of its expansions would be; a malformed constraint matches when it excludes
 * and does not when it permits; names of a type that is constrained but not understood are refused.
 */
record NameConstraints(List<NameSubtree> permitted, List<NameSubtree> excluded) {
    static final NameConstraints NONE = new NameConstraints(List.of(), List.of());

    NameConstraints {
        permitted = List.copyOf(permitted);
        excluded = List.copyOf(excluded);
    }

    static NameConstraints of(DerElement sequence) {
        List<NameSubtree> permitted = List.of();
        List<NameSubtree> excluded = List.of();
        for (DerElement part : sequence.expect(Der.SEQUENCE).children()) {
            switch (part.tag()) {
                case 0xa0 -> permitted = subtrees(part);
                case 0xa1 -> excluded = subtrees(part);
                default -> throw part.malformed("neither permitted nor excluded subtrees");
            }
        }
        return new NameConstraints(permitted, excluded);
    }

    private static List<NameSubtree> subtrees(DerElement list) {
        return list.children().stream().map(NameSubtree::of).toList();
    }

    boolean isEmpty() {
        return permitted.isEmpty() && excluded.isEmpty();
    }

    /** Whether any subtree is of this type. */
    boolean constrains(int type) {
        return permitted.stream().anyMatch(subtree -> subtree.isOf(type))
                || excluded.stream().anyMatch(subtree -> subtree.isOf(type));
    }

    /** Why a GeneralName may not be certified, or empty. */
    Optional<String> against(DerElement name) {
        int type = name.tag();
        for (NameSubtree subtree : excluded) {
            if (subtree.isOf(type) && subtree.excludes(name)) {
                return Optional.of(NameSubtree.textOf(name) + " is excluded by " + subtree);
            }
        }
        List<NameSubtree> ofType =
                permitted.stream().filter(subtree -> subtree.isOf(type)).toList();
        if (ofType.isEmpty() || ofType.stream().anyMatch(subtree -> subtree.permits(name))) {
            return Optional.empty();
        }
        return Optional.of(NameSubtree.textOf(name) + " is not permitted by " + ofType);
    }
}
