package dev.acm;

import dev.acm.spi.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records that this process had better leave alone for a while: the store refuses them, they cannot be read, or a port has
 * not answered about them. Kept in memory, since the record itself is what cannot be written. Thread-safe.
 */
final class Setbacks {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Beyond this many it forgets, and so asks more often rather than never again. */
    private static final int KEPT = 10_000;

    private record Setback(int times, Instant until) {}

    private final Map<RecordKey, Setback> known = new ConcurrentHashMap<>();

    /** A record met one more: it is left alone for 1 min, doubling to 1 h. */
    void add(RecordKey key, Instant now) {
        if (known.size() >= KEPT) {
            known.clear();
        }
        known.merge(key, after(0, now), (before, first) -> after(before.times(), now));
    }

    private static Setback after(int times, Instant now) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(times, 20));
        return new Setback(times + 1, now.plus(delay.compareTo(LONGEST) < 0 ? delay : LONGEST));
    }

    /** Whether a record is to be left alone. */
    boolean holds(RecordKey key, Instant now) {
        if (known.isEmpty()) {
            return false;
        }
        Setback setback = known.get(key);
        // one that ends too far ahead was met by a clock that has been set back since
        return setback != null
                && now.isBefore(setback.until())
                && !setback.until().isAfter(now.plus(LONGEST));
    }

    /** A record went well. */
    void clear(RecordKey key) {
        if (!known.isEmpty()) {
            known.remove(key);
        }
    }
}
