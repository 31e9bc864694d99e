package dev.acm.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Compares two things by the processor time of this thread, in turns a few milliseconds long, so that other programs, which
 * take the processor away or disturb its caches, do so to both alike. Not counted: the collector's threads.
 */
final class PairedCpuTime {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final int turn;
    private final List<Double> bareTimes = new ArrayList<>();
    private final List<Double> otherTimes = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    /** So many calls of one side, then as many of the other. */
    PairedCpuTime(int turn) {
        this.turn = turn;
    }

    void takeTurns(Callable<?> bare, Callable<?> other) throws Exception {
        double bareTime = micros(bare);
        double otherTime = micros(other);
        bareTimes.add(bareTime);
        otherTimes.add(otherTime);
        ratios.add(otherTime / bareTime);
    }

    private double micros(Callable<?> call) throws Exception {
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < turn; i++) {
            call.call();
        }
        return (threads.getCurrentThreadCpuTime() - start) / (1000.0 * turn);
    }

    /** Forgets what was measured so far, and says what it was, if anything was. */
    Optional<String> result() {
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        String result = String.format(
                Locale.ROOT,
                "%.2f us against %.2f us, ratio %.3f (quartiles %.3f to %.3f)",
                quantile(otherTimes, 0.5),
                quantile(bareTimes, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
        bareTimes.clear();
        otherTimes.clear();
        ratios.clear();
        return Optional.of(result);
    }

    private static double quantile(List<Double> values, double part) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) (part * (sorted.size() - 1)));
    }
}
