package dev.acm;

import dev.acm.internal.Checks;

/** What an account may set. Immutable. */
public final class AccountConfiguration {
    private static final AccountConfiguration ACM = new AccountConfiguration(45);

    private final int daysBeforeExpiry;

    private AccountConfiguration(int daysBeforeExpiry) {
        this.daysBeforeExpiry = daysBeforeExpiry;
    }

    /**
     * ACM's defaults: 45 days before expiry.
     *
     * @return the configuration
     */
    public static AccountConfiguration acm() {
        return ACM;
    }

    /**
     * Sets how many days before expiry the daily events about it begin.
     *
     * @param days 1 to 90; 45 by default
     * @return a new configuration
     * @throws IllegalArgumentException if out of range
     */
    public AccountConfiguration withDaysBeforeExpiry(int days) {
        Checks.require(days >= 1 && days <= 90, "daysBeforeExpiry must be 1 to 90, got " + days);
        return new AccountConfiguration(days);
    }

    /**
     * How many days before expiry the daily events about it begin. One that will be renewed tells of it from the opening of
     * its renewal on, if that is later.
     *
     * @return 1 to 90
     */
    public int daysBeforeExpiry() {
        return daysBeforeExpiry;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountConfiguration that && daysBeforeExpiry == that.daysBeforeExpiry;
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(daysBeforeExpiry);
    }

    @Override
    public String toString() {
        return "daysBeforeExpiry=" + daysBeforeExpiry;
    }
}
