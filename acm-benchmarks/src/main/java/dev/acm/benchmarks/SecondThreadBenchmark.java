package dev.acm.benchmarks;

import dev.acm.ca.EmbeddedAuthority;
import dev.acm.memory.InMemoryRecordStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a second thread gains for issuing, against what it gains for bare signing (at least 0.9 times as much): one authority
 * for both threads, and a signature object of its own for each. By elapsed time, so only a machine with two idle cores tells
 * anything. Each invocation does all four in short slices.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 60)
@Measurement(iterations = 60)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter after the constructor
public class SecondThreadBenchmark {
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(100);

    /** Who signs. */
    @Param({"bc"})
    public String provider;

    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> signingGains = new ArrayList<>();
    private final List<Double> issuingGains = new ArrayList<>();
    private AuthoritySetup setup;
    private List<BareCertificate> bare;
    private EmbeddedAuthority authority;
    private ExecutorService threads;

    @Setup(Level.Trial)
    public void prepare() throws Exception {
        setup = new AuthoritySetup(Providers.of(provider), new SecureRandom());
        bare = List.of(setup.bare(), setup.bare());
        threads = Executors.newFixedThreadPool(2);
    }

    @Setup(Level.Iteration)
    public void forget() throws Exception {
        authority = setup.open(new InMemoryRecordStore());
    }

    @TearDown(Level.Trial)
    public void report() {
        threads.shutdownNow();
        System.out.printf(
                Locale.ROOT,
                "signing gains %.2f, issuing %.2f; gain of issuing / gain of signing: median %.3f (quartiles %.3f to %.3f)%n",
                quantile(signingGains, 0.5),
                quantile(issuingGains, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75));
    }

    /** Of the second half: the first is the warm-up. */
    private static double quantile(List<Double> values, double part) {
        List<Double> sorted = new ArrayList<>(values.subList(values.size() / 2, values.size()));
        Collections.sort(sorted);
        return sorted.get((int) (part * (sorted.size() - 1)));
    }

    @Benchmark
    public void gain() throws Exception {
        List<Callable<?>> signing =
                List.of(() -> bare.get(0).sign(), () -> bare.get(1).sign());
        List<Callable<?>> issuing = List.of(() -> setup.fromKey(authority), () -> setup.fromKey(authority));
        double signingGain = rate(signing) / rate(signing.subList(0, 1));
        double issuingGain = rate(issuing) / rate(issuing.subList(0, 1));
        signingGains.add(signingGain);
        issuingGains.add(issuingGain);
        ratios.add(issuingGain / signingGain);
    }

    /** Calls a nanosecond, of all together. */
    private double rate(List<Callable<?>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        List<Future<Double>> rates = new ArrayList<>();
        for (Callable<?> call : calls) {
            rates.add(threads.submit(() -> {
                start.await();
                long begun = System.nanoTime();
                long done = 0;
                while (System.nanoTime() - begun < SLICE) {
                    call.call();
                    done++;
                }
                return done / (double) (System.nanoTime() - begun);
            }));
        }
        double sum = 0;
        for (Future<Double> rate : rates) {
            sum += rate.get();
        }
        return sum;
    }
}
