package dev.acm.ca.misshapen.second;

import dev.acm.ca.misshapen.first.UsesSecond;

/** The other half of the cycle. */
public final class UsesFirst {
    public final Class<?> cycle = UsesSecond.class;
}
