package dev.acm.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class MutableTime implements InstantSource {
    private Instant now;

    /**
     * Sets the clock.
     *
     * @param start the time it shows first
     */
    public MutableTime(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /**
     * Sets the clock to a time as RFC 3339 writes it.
     *
     * @param start for example {@code 2026-11-23T12:00:00Z}
     * @return the clock
     */
    public static MutableTime at(String start) {
        return new MutableTime(Instant.parse(start));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /**
     * Moves the clock on.
     *
     * @param by how far; not negative
     * @return the new time
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back by advance(" + by + "); use set");
        }
        now = now.plus(by);
        return now;
    }

    /**
     * Sets the clock, forward or back, as a host's clock may jump.
     *
     * @param instant the new time
     */
    public synchronized void set(Instant instant) {
        now = Objects.requireNonNull(instant, "instant");
    }

    /**
     * Moves the clock on to a time, unless it is past it.
     *
     * @param instant the time to reach
     * @return the new time
     */
    public synchronized Instant advanceTo(Instant instant) {
        now = now.isBefore(instant) ? instant : now;
        return now;
    }

    @Override
    public String toString() {
        return "MutableTime[" + instant() + "]";
    }
}
