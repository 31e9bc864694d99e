package dev.acm.misshapen.spi;

import dev.acm.misshapen.memory.UsesLifecycle;

/** A port must not know what runs it. */
public final class UsesMachinery {
    public final Class<?> wrong = UsesLifecycle.class;
}
