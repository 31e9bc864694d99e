package dev.acm.misshapen.dcv;

import dev.acm.misshapen.spi.UsesMachinery;

/** Validation values must not know ports. */
public final class UsesPort {
    public final Class<?> wrong = UsesMachinery.class;
}
