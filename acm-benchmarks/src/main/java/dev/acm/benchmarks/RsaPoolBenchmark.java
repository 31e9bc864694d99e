package dev.acm.benchmarks;

import dev.acm.ca.key.KeyPairPool;
import dev.acm.ca.key.ProviderKeyPairSource;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.AuthorityException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An RSA-2048 certificate through the manager with a key from a warm pool, against the same with a key that lies ready in a
 * queue (at most 1.5 times as much). The pool is filled before each iteration and refills itself on one thread meanwhile. By
 * the processor time of the issuing thread, in turns. The third side, a key made when asked for, shows what the pool saves.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4)
@Measurement(iterations = 5)
public class RsaPoolBenchmark {
    private static final int TURNS = 2;
    private static final int TURN = 10;
    private static final int KEYS = TURNS * TURN;

    private final SecureRandom random = new SecureRandom();
    private final ProviderKeyPairSource source = ProviderKeyPairSource.ofDefaults(random);
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final KeyPairPool pool = KeyPairPool.builder(source, executor)
            .ahead(KeyAlgorithm.RSA_2048, KEYS)
            .build();
    private final Queue<KeyPair> ready = new ArrayDeque<>();
    private final PairedCpuTime turns = new PairedCpuTime(TURN);
    private final IssuingSetup pooled;
    private final IssuingSetup prepared;
    private final IssuingSetup unprepared;

    /** Three managers with an authority each, whose own keys are EC. */
    public RsaPoolBenchmark() {
        try {
            pooled = new IssuingSetup(random, KeyAlgorithm.RSA_2048, pool);
            prepared = new IssuingSetup(
                    random,
                    KeyAlgorithm.RSA_2048,
                    algorithm -> algorithm == KeyAlgorithm.RSA_2048 ? ready.remove() : source.next(algorithm));
            unprepared = new IssuingSetup(random, KeyAlgorithm.RSA_2048, source);
        } catch (AuthorityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the pool is warm, and makes the ready keys. */
    @Setup(Level.Iteration)
    public void warm() throws GeneralSecurityException, InterruptedException {
        pool.fill();
        while (ready.size() < KEYS) {
            ready.add(source.next(KeyAlgorithm.RSA_2048));
        }
        while (pool.ready(KeyAlgorithm.RSA_2048) < KEYS) {
            Thread.sleep(5);
        }
    }

    @TearDown(Level.Iteration)
    public void report() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    @TearDown(Level.Trial)
    public void stop() {
        pool.close();
        executor.shutdownNow();
    }

    @Benchmark
    public void pooledAgainstReady() throws Exception {
        for (int i = 0; i < TURNS; i++) {
            turns.takeTurns(prepared::issue, pooled::issue);
        }
    }

    @Benchmark
    public void madeWhenAskedAgainstReady() throws Exception {
        for (int i = 0; i < TURNS; i++) {
            turns.takeTurns(prepared::issue, unprepared::issue);
        }
    }
}
