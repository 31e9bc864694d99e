package dev.acm.lifecycle;

import java.time.Instant;

/**
 * A generation that a target took and never showed, so that its predecessor was asked for again.
 *
 * @param generation the generation given up there
 * @param times how often it was
 * @param until it is not tried there again before
 * @param seen whether its predecessor was seen there since
 */
public record RolledBack(long generation, int times, Instant until, boolean seen) {
    RolledBack confirmed() {
        return new RolledBack(generation, times, until, true);
    }
}
