/** A simulated world for managers: one seed, virtual years, everything that can go wrong. Start at {@link dev.acm.testkit.sim.SimulatedWorld}. */
@NullMarked
package dev.acm.testkit.sim;

import org.jspecify.annotations.NullMarked;
