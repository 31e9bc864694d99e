package dev.acm.benchmarks;

import dev.acm.tls.ServingKeyManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
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
 * Choosing among 100 000 certificates, each of one exact and one wildcard name, beside one {@code HashMap.get} among the exact
 * names (at most 3 times as much for an exact name, 6 times for a wildcard). Every host is a string of its own whose hash is not
 * known yet, as it comes out of a ClientHello; making it is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class ChooseBenchmark {
    private static final int COUNT = 100_000;
    private static final int TURN = 4_000;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<String, String> bare = new HashMap<>();
    private final String[] hosts = new String[TURN];
    private final String[] sameHosts = new String[TURN];
    private final PairedCpuTime turns = new PairedCpuTime(TURN);
    private ServingKeyManager keys;
    private int next;

    /** Deploys. */
    @Setup(Level.Trial)
    public void deploy() throws IOException, GeneralSecurityException, InterruptedException {
        TlsIdentity identity = TlsIdentity.make();
        keys = ServingKeyManager.create(InstantSource.system());
        for (int i = 0; i < COUNT; i++) {
            String name = "tenant-" + i + ".example.test";
            keys.publish(identity.material(i, 1, name, "*." + name));
            bare.put(name, name);
        }
    }

    /** Says what the turns took. */
    @TearDown(Level.Iteration)
    public void print() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    private String bareGet() {
        return Objects.requireNonNull(bare.get(sameHosts[next++ % TURN]));
    }

    private Optional<String> choose() {
        Optional<String> chosen = keys.serverAlias(hosts[next++ % TURN], "EC");
        if (chosen.isEmpty()) {
            throw new IllegalStateException("a name is not served");
        }
        return chosen;
    }

    private void takeTurns(String prefix) throws Exception {
        for (int i = 0; i < TURN; i++) {
            String host = "tenant-" + random.nextInt(COUNT) + ".example.test";
            sameHosts[i] = host;
            hosts[i] = prefix + new String(host.toCharArray());
        }
        turns.takeTurns(this::bareGet, this::choose);
    }

    /** By exact name. */
    @Benchmark
    public void exact() throws Exception {
        takeTurns("");
    }

    /** By wildcard. */
    @Benchmark
    public void wildcard() throws Exception {
        takeTurns("www.");
    }
}
