package dev.acm.validation.caa;

import java.time.Duration;

/** How long a CAA check may be relied on. */
public final class CaaFreshness {
    private static final Duration FLOOR = Duration.ofHours(8);

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
     * Whether a check of this age still counts.
     *
     * @param age since the check
     * @param ttl the least TTL of the deciding set; zero when there is none
     * @return true up to and including the limit
     */
    public static boolean isFresh(Duration age, Duration ttl) {
        return age.compareTo(limit(ttl)) <= 0;
    }
}
