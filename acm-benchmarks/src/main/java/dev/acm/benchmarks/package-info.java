/**
 * JMH benchmarks. Each one measures the library and, in the same run, the bare thing it is compared with, so that the
 * result is a ratio and not a number of this machine.
 *
 * <p>Run with {@code acm-benchmarks/run NAME}. The ordinary build compiles them and runs none.
 */
@NullMarked
package dev.acm.benchmarks;

import org.jspecify.annotations.NullMarked;
