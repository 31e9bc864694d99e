package dev.acm.validation.misshapen.second;

import dev.acm.validation.misshapen.first.UsesSecond;

/** The other half of the cycle. */
public final class UsesFirst {
    public final Class<?> cycle = UsesSecond.class;
}
