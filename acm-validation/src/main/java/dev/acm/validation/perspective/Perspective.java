package dev.acm.validation.perspective;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A remote vantage point.
 *
 * @param name for people, unique among those used together
 * @param region where it lies
 * @param port what looks from there, over a resolver of its own
 * @param <T> the port
 */
public record Perspective<T>(String name, Region region, T port) {
    /** Checks for null. */
    public Perspective {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(port, "port");
    }

    /** A copy, once no name comes twice: what one vantage point saw must not count for two. */
    static <T> List<Perspective<T>> distinct(List<Perspective<T>> perspectives) {
        Set<String> names = new HashSet<>();
        for (Perspective<T> perspective : perspectives) {
            if (!names.add(perspective.name())) {
                throw new IllegalArgumentException(
                        "remotes must have names of their own, got twice " + perspective.name());
            }
        }
        return List.copyOf(perspectives);
    }
}
