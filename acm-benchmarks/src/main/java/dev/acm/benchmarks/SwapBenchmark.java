package dev.acm.benchmarks;

import dev.acm.spi.ServingMaterial;
import dev.acm.tls.Publication;
import dev.acm.tls.ServingKeyManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
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

/** Renewing one certificate among 100 000 and among 100 (at most 2 times as much). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class SwapBenchmark {
    private static final String NAME = "tenant-7.example.test";

    private final PairedCpuTime turns = new PairedCpuTime(500);
    private TlsIdentity identity;
    private ServingKeyManager few;
    private ServingKeyManager many;
    private long generation = 1;

    /** Deploys. */
    @Setup(Level.Trial)
    public void deploy() throws IOException, GeneralSecurityException, InterruptedException {
        identity = TlsIdentity.make();
        few = deployed(100);
        many = deployed(100_000);
    }

    private ServingKeyManager deployed(int count) {
        ServingKeyManager keys = ServingKeyManager.builder(InstantSource.system())
                .onEviction((arn, evicted) -> {})
                .build();
        for (int i = 0; i < count; i++) {
            keys.publish(identity.material(i, 1, "tenant-" + i + ".example.test"));
        }
        return keys;
    }

    /** Says what the turns took. */
    @TearDown(Level.Iteration)
    public void print() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    private Publication swap(ServingKeyManager keys) {
        ServingMaterial material = identity.material(7, ++generation, NAME);
        Publication published = keys.publish(material);
        if (published != Publication.PUBLISHED) {
            throw new IllegalStateException("not published: " + published);
        }
        return published;
    }

    /** Both in turns. */
    @Benchmark
    public void paired() throws Exception {
        turns.takeTurns(() -> swap(few), () -> swap(many));
    }
}
