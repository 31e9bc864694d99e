package dev.acm.misshapen.lifecycle;

import dev.acm.misshapen.memory.UsesLifecycle;

/** The pure lifecycle must not know a store. */
public final class UsesMemory {
    public final Class<?> wrong = UsesLifecycle.class;
}
