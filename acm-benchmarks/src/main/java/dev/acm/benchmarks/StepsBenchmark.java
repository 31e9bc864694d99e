package dev.acm.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Steps of the lifecycle. {@code steps} prints after each iteration how many a second of processor time takes (at least 20 000):
 * each reads a record, decides, stores a claim, looks, judges, applies and stores, for a certificate of two names in the
 * store in memory. {@code paired} compares a hundred that are due among more with a hundred among 1 000, in turns, and
 * prints the ratio (at most 1.2).
 */
@BenchmarkMode(Mode.AverageTime)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepsBenchmark {
    private static final int WAITING = 1000;
    private static final int DUE = 100;

    /** Those of the comparison. */
    @State(Scope.Thread)
    public static class Fleets {
        private final WaitingSetup few = new WaitingSetup(DUE).among(1000);
        private final PairedCpuTime turns = new PairedCpuTime(2);
        private WaitingSetup many = few;

        /** How many there are on the other side. */
        @Param({"10000", "100000", "1000000"})
        private int stored;

        /** Fills the other side. */
        @Setup
        public void fill() {
            many = new WaitingSetup(DUE).among(stored);
        }

        /** Says what the turns took. */
        @TearDown(Level.Iteration)
        public void print() {
            turns.result().ifPresent(result -> System.out.print(result + "; "));
        }
    }

    /** Those that are counted. */
    @State(Scope.Thread)
    public static class Steps {
        private final WaitingSetup setup = new WaitingSetup(WAITING);
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private long steps;
        private long nanos;

        private int look() {
            long start = threads.getCurrentThreadCpuTime();
            int taken = setup.look();
            nanos += threads.getCurrentThreadCpuTime() - start;
            steps += taken;
            return taken;
        }

        /** Says how many there were, and forgets them. */
        @TearDown(Level.Iteration)
        public void print() {
            System.out.printf(Locale.ROOT, "%.0f steps a second of processor time; ", steps * 1e9 / nanos);
            steps = 0;
            nanos = 0;
        }
    }

    @Benchmark
    public int steps(Steps steps) {
        return steps.look();
    }

    @Benchmark
    public void paired(Fleets fleets) throws Exception {
        fleets.turns.takeTurns(fleets.few::look, fleets.many::look);
    }
}
