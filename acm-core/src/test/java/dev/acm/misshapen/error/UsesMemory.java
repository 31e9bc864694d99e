package dev.acm.misshapen.error;

import dev.acm.misshapen.memory.UsesLifecycle;

/** An error must not know what runs the ports. */
public final class UsesMemory {
    public final Class<?> wrong = UsesLifecycle.class;
}
