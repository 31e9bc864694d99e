package dev.acm.name;

import dev.acm.internal.Checks;

/**
 * How many names one certificate may have, and whether the first becomes its common name.
 *
 * @param maxNames 1 to 100
 * @param commonName whether the first name becomes the subject's common name, which has room for 64 octets
 */
public record NameLimits(int maxNames, boolean commonName) {
    /** ACM's ceiling: no more names than this in one request. */
    public static final int CEILING = 100;

    private static final int ACM_DEFAULT = 10;

    /** Checks the range. */
    public NameLimits {
        Checks.require(maxNames >= 1 && maxNames <= CEILING, "maxNames must be 1 to " + CEILING + ", got " + maxNames);
    }

    /**
     * ACM's defaults: ten names, the first becomes the common name.
     *
     * @return the limits
     */
    public static NameLimits acm() {
        return new NameLimits(ACM_DEFAULT, true);
    }

    /**
     * These limits with another number of names.
     *
     * @param names 1 to 100
     * @return new limits
     * @throws IllegalArgumentException if {@code names} is out of range
     */
    public NameLimits withMaxNames(int names) {
        return new NameLimits(names, commonName);
    }

    /**
     * These limits without a common name, so that the first name may have 253 octets.
     *
     * @return new limits
     */
    public NameLimits withoutCommonName() {
        return new NameLimits(maxNames, false);
    }
}
