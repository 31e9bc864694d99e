package dev.acm.misshapen.spi;

import dev.acm.misshapen.error.UsesMemory;
import dev.acm.misshapen.memory.UsesLifecycle;

/** A port must not know what runs it, nor the errors of the facade. */
public final class UsesMachinery {
    public final Class<?> error = UsesMemory.class;
    public final Class<?> wrong = UsesLifecycle.class;
}
