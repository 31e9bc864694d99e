package dev.acm.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.acm.testkit.sim.SimulatedFleet;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs simulated decades, one seed after the other, and tells what became of each and how long it took. */
public final class Decades {
    private static final int CERTIFICATES_FOR_ONE_SUBMISSION_AN_HOUR = 20;
    private static final int LEAST_SUBMISSIONS_AN_HOUR = 20;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Decades() {}

    // the compiler's and the collector's threads included
    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * Runs them.
     *
     * @param arguments first seed, number of seeds, certificates, years; 1 10 1000 10 by default
     */
    public static void main(String[] arguments) {
        List<Long> numbers = new ArrayList<>(List.of(1L, 10L, 1000L, 10L));
        for (int i = 0; i < arguments.length; i++) {
            numbers.set(i, Long.parseLong(arguments[i]));
        }
        long first = numbers.get(0);
        int certificates = Math.toIntExact(numbers.get(2));
        int years = Math.toIntExact(numbers.get(3));
        boolean allWell = true;
        for (long seed = first; seed < first + numbers.get(1); seed++) {
            long before = System.nanoTime();
            long beforeProcessor = processorNanos();
            long beforeThread = THREADS.getCurrentThreadCpuTime();
            SimulatedFleet.Report report = SimulatedFleet.ofSeed(seed)
                    .certificates(certificates)
                    .years(years)
                    .submissionsAnHour(
                            Math.max(LEAST_SUBMISSIONS_AN_HOUR, certificates / CERTIFICATES_FOR_ONE_SUBMISSION_AN_HOUR))
                    .run();
            double seconds = (System.nanoTime() - before) / 1e9;
            double processor = (processorNanos() - beforeProcessor) / 1e9;
            double thread = (THREADS.getCurrentThreadCpuTime() - beforeThread) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "seed %d: %d certificates, %d years, %.1f s (%.1f s of processor time,"
                            + " %.1f s of them by the simulation's thread): %d steps, %d signatures, %d crashes, %d not renewable,"
                            + " at most %d submissions an hour, log %s%n",
                    seed,
                    certificates,
                    years,
                    seconds,
                    processor,
                    thread,
                    report.steps(),
                    report.signatures(),
                    report.crashes(),
                    report.expired(),
                    report.mostSubmissionsInAnHour(),
                    report.log());
            report.faults().forEach(fault -> System.out.println("  FAULT " + fault));
            allWell &= report.faults().isEmpty();
        }
        System.exit(allWell ? 0 : 1);
    }
}
