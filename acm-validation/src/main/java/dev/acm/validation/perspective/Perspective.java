package dev.acm.validation.perspective;

import java.util.Objects;

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
}
