package dev.acm.renewal;

import java.time.Duration;
import java.time.Instant;

/** How long a certificate is to be valid, by the time it is signed. Counted inclusively: the last second is valid. */
@FunctionalInterface
public interface ValiditySchedule {
    /**
     * The validity of what is signed at a time.
     *
     * @param signedAt the time
     * @return a positive duration
     */
    Duration at(Instant signedAt);

    /**
     * Always the same.
     *
     * @param validity positive
     * @return the schedule
     */
    static ValiditySchedule fixed(Duration validity) {
        return signedAt -> validity;
    }

    /**
     * ACM's 13 months: 395 days.
     *
     * @return the schedule
     */
    static ValiditySchedule thirteenMonths() {
        return fixed(Duration.ofDays(395));
    }

    /**
     * The dated limits for publicly trusted certificates, one day below each: 397 days, 199 from 2026-03-15, 99 from
     * 2027-03-15, 46 from 2029-03-15.
     *
     * <p>Source: BR 6.3.2.
     *
     * @return the schedule
     */
    static ValiditySchedule cabForum() {
        Instant from200 = Instant.parse("2026-03-15T00:00:00Z");
        Instant from100 = Instant.parse("2027-03-15T00:00:00Z");
        Instant from47 = Instant.parse("2029-03-15T00:00:00Z");
        return signedAt -> {
            if (signedAt.isBefore(from200)) {
                return Duration.ofDays(397);
            }
            if (signedAt.isBefore(from100)) {
                return Duration.ofDays(199);
            }
            return Duration.ofDays(signedAt.isBefore(from47) ? 99 : 46);
        };
    }
}
