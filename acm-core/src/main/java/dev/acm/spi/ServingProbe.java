package dev.acm.spi;

import java.util.List;

/**
 * Looks at a target from outside, as its clients do, because a target may say that it serves a generation and be wrong.
 *
 * <ul>
 *   <li>O1 One sighting for each endpoint and name looked at, and at least one.
 *   <li>O2 Trouble on the way (refused, timed out, no TLS) is a sighting without a certificate, never an exception.
 *   <li>O3 What is told was seen during this call: nothing is remembered, and no session is resumed.
 * </ul>
 *
 * <p>May block, for a bounded time; must be safe to call from many threads.
 */
@FunctionalInterface
public interface ServingProbe {
    /**
     * Looks what is served.
     *
     * @param question whose names to look under, and what is hoped for
     * @return what was seen; one that differs from the hoped-for certificate makes the whole count as not seen
     */
    List<Sighting> look(ProbeQuestion question);
}
