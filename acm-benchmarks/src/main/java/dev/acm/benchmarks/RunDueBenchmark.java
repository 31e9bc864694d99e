package dev.acm.benchmarks;

import dev.acm.CertificateManager;
import dev.acm.RunReport;
import dev.acm.certificate.CertificateArn;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A run that finds nothing due, among few and among many certificates that wait for their renewal (at most 1.2 times as much
 * among 1 000 000 as among 1 000). {@code paired} does both in turns and prints the ratio after each iteration; it is the one
 * to judge by.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx6g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RunDueBenchmark {
    private static final String SPACE = "certificate";
    private static final int BATCH = 1000;
    private static final long YEAR = Duration.ofDays(365).toSeconds();

    private final IssuingSetup few = waiting(1000);
    private final IssuingSetup many = waiting(1_000_000);
    private final PairedCpuTime turns = new PairedCpuTime(10_000);

    /** Issues one certificate, and stores the others after its pattern, due at some second of the year to come. */
    private static IssuingSetup waiting(int waiting) {
        IssuingSetup setup;
        try {
            setup = new IssuingSetup(new SecureRandom());
        } catch (AuthorityException e) {
            throw new IllegalStateException(e);
        }
        CertificateArn pattern = setup.issue();
        setup.issued(pattern);
        StoredRecord stored =
                setup.store.find(new RecordKey(SPACE, pattern.toString())).orElseThrow();
        SplittableRandom random = new SplittableRandom(1);
        Instant start = setup.time.instant().plusSeconds(1);
        for (int i = 1; i < waiting; i += BATCH) {
            List<Write> batch = new ArrayList<>();
            for (int k = i; k < Math.min(i + BATCH, waiting); k++) {
                CertificateArn arn = new CertificateArn(
                        pattern.partition(),
                        pattern.region(),
                        pattern.account(),
                        new UUID(random.nextLong(), random.nextLong()));
                Document document =
                        stored.document().toBuilder().put("arn", arn.toString()).build();
                Optional<Instant> dueAt = Optional.of(start.plusSeconds(random.nextLong(YEAR)));
                batch.add(new Write.Insert(new RecordKey(SPACE, arn.toString()), stored.partition(), dueAt, document));
            }
            setup.store.write(batch);
        }
        return setup;
    }

    /** Says what the turns took. */
    @TearDown(Level.Iteration)
    public void print() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    /** Shows that the managers see the certificates, and that they wait. */
    @TearDown(Level.Trial)
    public void check() {
        check(few);
        check(many);
    }

    private static void check(IssuingSetup setup) {
        CertificateManager manager = setup.manager;
        RunReport idle = manager.runDue(100);
        setup.time.advance(Duration.ofDays(396)); // past their end
        RunReport busy = manager.runDue(100);
        if (!idle.steps().isEmpty() || idle.nextRun().isEmpty() || busy.steps().size() < 100) {
            throw new IllegalStateException("idle " + idle + ", busy " + busy);
        }
    }

    @Benchmark
    public RunReport amongFew() {
        return few.manager.runDue(100);
    }

    @Benchmark
    public RunReport amongMany() {
        return many.manager.runDue(100);
    }

    @Benchmark
    public void paired() throws Exception {
        turns.takeTurns(this::amongFew, this::amongMany);
    }
}
