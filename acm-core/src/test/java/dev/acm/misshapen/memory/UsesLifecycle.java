package dev.acm.misshapen.memory;

import dev.acm.misshapen.lifecycle.UsesMemory;

/** A store must not know the lifecycle. */
public final class UsesLifecycle {
    public final Class<?> wrong = UsesMemory.class;
}
