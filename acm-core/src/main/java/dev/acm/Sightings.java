package dev.acm;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When one manager first saw what others noted, by its own clock: it happened then or before, however wrong their clocks are.
 * Kept in memory; a manager that is new knows by the others' clocks only, which differ by ten minutes each way. Not
 * thread-safe.
 */
final class Sightings {
    private static final Duration SKEW = Duration.ofMinutes(20);

    private final String manager;
    private final Map<Object, Instant> first = new HashMap<>();

    Sightings(String manager) {
        this.manager = manager;
    }

    /**
     * The latest time, by this manager's clock, at which something can have happened.
     *
     * @param event what
     * @param by who noted it
     * @param at when, by the clock of that one
     */
    Instant latest(Object event, String by, Instant at, Instant now) {
        if (by.equals(manager) && !at.isAfter(now)) {
            return at;
        }
        Instant seen = first.merge(event, now, (before, later) -> before.isAfter(later) ? later : before);
        Instant told = at.plus(SKEW);
        return told.isBefore(seen) ? told : seen;
    }

    /** Forgets all but these. */
    void keep(Set<Object> events) {
        first.keySet().retainAll(events);
    }
}
