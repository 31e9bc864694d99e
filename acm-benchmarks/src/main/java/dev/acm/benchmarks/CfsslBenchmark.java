package dev.acm.benchmarks;

import dev.acm.ca.EmbeddedAuthority;
import dev.acm.memory.InMemoryRecordStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
 * A P-256 certificate from a signing request whose signature is checked, by the embedded authority in this thread, against
 * {@code cfssl serve} (Debian's golang-cfssl, which must be installed) over one connection that stays open: the same request
 * and CA key. By elapsed time, in turns. What the connection costs is shown apart by a request that signs nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 150)
@Measurement(iterations = 60)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter after the constructor
public class CfsslBenchmark {
    private static final int TURN = 100;

    /** Who signs and verifies on our side. */
    @Param({"accp", "bc"})
    public String provider;

    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> transport = new ArrayList<>();
    private AuthoritySetup setup;
    private EmbeddedAuthority authority;
    private CfsslServer server;
    private String body;

    @Setup(Level.Trial)
    public void start() throws Exception {
        setup = new AuthoritySetup(Providers.of(provider), new SecureRandom());
        server = new CfsslServer(
                CfsslServer.pem("CERTIFICATE", setup.issuerCertificate().getEncoded()), setup.issuerKey());
        String request = CfsslServer.pem("CERTIFICATE REQUEST", setup.request).replace("\n", "\\n");
        body = "{\"hostname\":\"shop.example.test,*.shop.example.test\",\"certificate_request\":\"" + request + "\"}";
        String answer = server.post("sign", body);
        if (!answer.contains("BEGIN CERTIFICATE")) {
            throw new IllegalStateException("cfssl did not sign: " + answer);
        }
    }

    /** Begins with an empty store, so that the heap does not grow. */
    @Setup(Level.Iteration)
    public void forget() throws Exception {
        authority = setup.open(new InMemoryRecordStore());
    }

    @TearDown(Level.Trial)
    public void stop() throws Exception {
        server.close();
        System.out.printf(
                Locale.ROOT,
                "%.1f us by cfssl against %.1f us here, ratio %.2f (quartiles %.2f to %.2f); an empty request %.1f us%n",
                quantile(theirs, 0.5),
                quantile(ours, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                quantile(transport, 0.5));
    }

    /** Of the second half: the first is the warm-up. */
    private static double quantile(List<Double> values, double part) {
        List<Double> sorted = new ArrayList<>(values.subList(values.size() / 2, values.size()));
        Collections.sort(sorted);
        return sorted.get((int) (part * (sorted.size() - 1)));
    }

    private static double micros(Callable<?> call) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < TURN; i++) {
            call.call();
        }
        return (System.nanoTime() - start) / (1000.0 * TURN);
    }

    @Benchmark
    public void turn() throws Exception {
        double here = micros(() -> setup.fromRequest(authority));
        double there = micros(() -> server.post("sign", body));
        ours.add(here);
        theirs.add(there);
        ratios.add(there / here);
        transport.add(micros(() -> server.post("info", "{\"label\":\"\"}")));
    }
}
