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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A run that finds nothing due, among few and among many certificates that wait for their renewal (at most 1.2 times as much
 * among 1 000 000 as among 1 000).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx6g")
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class RunDueBenchmark {
    private static final String SPACE = "certificate";
    private static final int BATCH = 1000;
    private static final long YEAR = Duration.ofDays(365).toSeconds();

    /** How many certificates wait. */
    @Param({"1000", "1000000"})
    public int waiting;

    private final IssuingSetup setup;

    /** Makes an empty store. */
    public RunDueBenchmark() {
        try {
            setup = new IssuingSetup(new SecureRandom());
        } catch (AuthorityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Issues one certificate, and stores the others after its pattern, due at some second of the year to come. */
    @Setup(Level.Trial)
    public void fill() {
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
    }

    /** Shows that the manager sees the certificates, and that they wait. */
    @TearDown(Level.Trial)
    public void check() {
        CertificateManager manager = setup.manager;
        RunReport idle = manager.runDue(100);
        setup.time.advance(Duration.ofDays(365));
        RunReport busy = manager.runDue(100);
        if (!idle.steps().isEmpty() || idle.nextRun().isEmpty() || busy.steps().size() < 100) {
            throw new IllegalStateException("idle " + idle + ", busy " + busy);
        }
    }

    @Benchmark
    public RunReport nothingDue() {
        return setup.manager.runDue(100);
    }
}
