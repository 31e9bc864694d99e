package dev.acm.validation.caa;

import java.time.Duration;

/** How long a CAA check may be relied on. */
public final class CaaFreshness {
    private static final Duration FLOOR = Duration.ofHours(8);

    /** By so much the clocks of two managers may differ, ten minutes each way. */
    private static final Duration SKEW = Duration.ofMinutes(20);

    private CaaFreshness() {}

    /**
     * The limit of BR 3.2.2.8: the record's TTL or 8 hours, whichever is greater. It is a ceiling; the manager asks again within
     * an hour before it signs.
     *
     * @param ttl the least TTL of the deciding set; zero when there is none
     * @return at least 8 hours
     */
    public static Duration limit(Duration ttl) {
        return ttl.compareTo(FLOOR) > 0 ? ttl : FLOOR;
    }

    /**
     * Whether a check of this age still counts. One from the future says nothing about its age, but clocks may differ by 20 minutes.
     *
     * @param age since the check; negative if it is dated ahead
     * @param ttl the least TTL of the deciding set; zero when there is none
     * @return true from 20 minutes ahead up to and including the limit
     */
    public static boolean isFresh(Duration age, Duration ttl) {
        return age.compareTo(SKEW.negated()) >= 0 && age.compareTo(limit(ttl)) <= 0;
    }
}
