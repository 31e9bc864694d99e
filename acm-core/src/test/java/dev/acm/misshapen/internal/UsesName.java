package dev.acm.misshapen.internal;

import dev.acm.misshapen.name.UsesEverything;

/** Internal helpers must not know the domain. */
public final class UsesName {
    public final Class<?> wrong = UsesEverything.class;
}
