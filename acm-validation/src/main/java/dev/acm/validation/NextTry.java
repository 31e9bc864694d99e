package dev.acm.validation;

import java.time.Duration;
import java.time.Instant;

/** When a name is worth another look. */
final class NextTry {
    private static final Duration SOONEST = Duration.ofSeconds(10);
    private static final Duration LATEST = Duration.ofHours(1);

    private NextTry() {}

    /**
     * Not before what was seen may have gone from caches, and within 10 seconds to an hour of it.
     *
     * @param seen when it was seen
     * @param ttl how long it may be kept
     * @param now the time of judging; the result is later
     */
    static Instant after(Instant seen, Duration ttl, Instant now) {
        Duration clamped = ttl.compareTo(SOONEST) < 0 ? SOONEST : ttl.compareTo(LATEST) > 0 ? LATEST : ttl;
        Instant next = seen.plus(clamped);
        return next.isAfter(now) ? next : now.plus(SOONEST);
    }
}
