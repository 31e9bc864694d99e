package dev.acm.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the violations of one text; bounded, as the text comes from outside. */
final class Findings {
    private static final int MAX = 32;

    private final String input;
    private final List<NameViolation> found = new ArrayList<>();

    Findings(String input) {
        this.input = input;
    }

    void add(NameFault fault, int position, String remedy) {
        if (found.size() < MAX) {
            found.add(new NameViolation(fault, input, position, remedy));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<NameViolation> sorted() {
        found.sort(Comparator.comparingInt(NameViolation::position));
        return List.copyOf(found);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidNameException(sorted());
        }
    }
}
