package dev.acm.name;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A name, an address or a set of names that breaks rules; it carries every broken rule, not only the first. */
public final class InvalidNameException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final NameViolation[] violations;

    /**
     * Collects the violations into a message.
     *
     * @param violations at least one
     * @throws IllegalArgumentException if {@code violations} is empty
     */
    public InvalidNameException(List<NameViolation> violations) {
        super(violations.stream().map(NameViolation::toString).collect(Collectors.joining("; ")));
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("violations must not be empty");
        }
        this.violations = violations.toArray(NameViolation[]::new);
    }

    /**
     * Every broken rule, in the order of the positions.
     *
     * @return at least one
     */
    public List<NameViolation> violations() {
        return List.of(violations);
    }
}
