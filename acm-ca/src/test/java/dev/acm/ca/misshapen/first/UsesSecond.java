package dev.acm.ca.misshapen.first;

import dev.acm.ca.misshapen.second.UsesFirst;
import org.junit.jupiter.api.Assertions;

/** Half of a cycle, and a foreign library. */
public final class UsesSecond {
    public final Class<?> cycle = UsesFirst.class;
    public final Class<?> foreign = Assertions.class;
}
