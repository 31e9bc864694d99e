package dev.acm.benchmarks;

import dev.acm.certificate.CertificateArn;
import dev.acm.spi.AuthorityException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
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
 * A P-256 certificate through the manager, from the request to the record that holds it, against the cryptography it takes: a
 * key pair, the request's signature and its verification, the certificate's signature and its verification (at most 1.25 times
 * as much). {@code paired} does both in turns and prints the ratio after each iteration; it is the one to judge by.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
public class IssueBenchmark {
    // the signed part of a request for the two names that IssuingSetup asks for
    private static final int REQUEST_OCTETS = 169;

    private final SecureRandom random = new SecureRandom();
    private IssuingSetup setup;
    private CertificateArn last;
    private final BareIssuing bare;
    private final PairedCpuTime turns = new PairedCpuTime(10);

    /** Makes what both sides have before the first certificate. */
    public IssueBenchmark() {
        try {
            setup = new IssuingSetup(random);
            last = setup.issue();
            bare = new BareIssuing(REQUEST_OCTETS, toBeSigned().length, random);
        } catch (GeneralSecurityException | AuthorityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] toBeSigned() throws GeneralSecurityException {
        return setup.issued(last).leaf().getTBSCertificate();
    }

    /** Begins with an empty store, so that the heap does not grow from iteration to iteration. */
    @Setup(Level.Iteration)
    public void forget() throws AuthorityException {
        setup = new IssuingSetup(random);
        last = setup.issue();
    }

    /** Shows that certificates were issued indeed, and what the turns took. */
    @TearDown(Level.Iteration)
    public void check() {
        setup.issued(last);
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    @Benchmark
    public byte[] bare() throws GeneralSecurityException {
        return bare.issue();
    }

    @Benchmark
    public CertificateArn manager() {
        last = setup.issue();
        return last;
    }

    @Benchmark
    public void paired() throws Exception {
        turns.takeTurns(this::bare, this::manager);
    }
}
