package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a CA may certify. Source: RFC 5280 sections 4.2.1.10, 6.1.3 (b) and (c).
 *
 * <p>Fails closed: a wildcard is refused when any of its expansions would be; a malformed constraint matches when it excludes
 * and does not when it permits; names of a type that is constrained but not understood are refused.
 */
final class NameConstraints {
    static final NameConstraints NONE = new NameConstraints(Map.of(), Map.of());
    private static final int SHOWN = 3;

    private final Map<Integer, List<NameSubtree>> permitted;
    private final Map<Integer, List<NameSubtree>> excluded;

    private NameConstraints(Map<Integer, List<NameSubtree>> permitted, Map<Integer, List<NameSubtree>> excluded) {
        this.permitted = permitted;
        this.excluded = excluded;
    }

    /**
     * How many octets of names and subtrees are still compared. Each name is compared with each subtree of its type, so whoever
     * makes both long makes the work grow with the product.
     */
    static final class Budget {
        /** Enough for a thousand names of usual length below a thousand subtrees. */
        static final long OCTETS = 1L << 27;

        private static final long EACH = 32;
        // what is compared by its parts takes so much longer
        private static final int OF_PARTS = 8;
        private long left = OCTETS;

        private boolean takes(DerElement name, NameSubtree subtree) {
            boolean whole = name.is(AlternativeNames.DNS) || name.is(AlternativeNames.ADDRESS);
            long octets = EACH + name.length() + subtree.base().length();
            left -= whole ? octets : OF_PARTS * octets;
            return left >= 0;
        }

        /** Whether there was more to compare; then what was not found says nothing. */
        boolean isExceeded() {
            return left < 0;
        }
    }

    static NameConstraints of(DerElement sequence) {
        Map<Integer, List<NameSubtree>> permitted = Map.of();
        Map<Integer, List<NameSubtree>> excluded = Map.of();
        for (DerElement part : sequence.expect(Der.SEQUENCE).children()) {
            switch (part.tag()) {
                case 0xa0 -> permitted = subtrees(part);
                case 0xa1 -> excluded = subtrees(part);
                default -> throw part.malformed("neither permitted nor excluded subtrees");
            }
        }
        return new NameConstraints(permitted, excluded);
    }

    /** By the type of name. */
    private static Map<Integer, List<NameSubtree>> subtrees(DerElement list) {
        Map<Integer, List<NameSubtree>> byType = new LinkedHashMap<>();
        for (DerElement element : list.children()) {
            NameSubtree subtree = NameSubtree.of(element);
            byType.computeIfAbsent(subtree.base().tag(), type -> new ArrayList<>())
                    .add(subtree);
        }
        return byType;
    }

    boolean isEmpty() {
        return permitted.isEmpty() && excluded.isEmpty();
    }

    /** Why a GeneralName may not be certified; empty if it may, or if the budget is exceeded. */
    Optional<String> against(DerElement name, Budget budget) {
        for (NameSubtree subtree : excluded.getOrDefault(name.tag(), List.of())) {
            if (!budget.takes(name, subtree)) {
                return Optional.empty();
            }
            if (subtree.excludes(name)) {
                return Optional.of(NameSubtree.textOf(name) + " is excluded by " + subtree);
            }
        }
        List<NameSubtree> ofType = permitted.getOrDefault(name.tag(), List.of());
        for (NameSubtree subtree : ofType) {
            if (!budget.takes(name, subtree) || subtree.permits(name)) {
                return Optional.empty();
            }
        }
        return ofType.isEmpty()
                ? Optional.empty()
                : Optional.of(NameSubtree.textOf(name) + " is not permitted by " + shown(ofType));
    }

    private static String shown(List<NameSubtree> subtrees) {
        String first = subtrees.stream().limit(SHOWN).map(NameSubtree::toString).collect(Collectors.joining(", "));
        return subtrees.size() <= SHOWN ? first : first + " or " + (subtrees.size() - SHOWN) + " more";
    }
}
