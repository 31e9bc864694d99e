package dev.acm.benchmarks;

import dev.acm.ca.EmbeddedAuthority;
import dev.acm.ca.lint.CertificateLint;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.lint.LintFinding;
import dev.acm.ca.lint.LintProfile;
import dev.acm.certificate.CertificateChain;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuthorityException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
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
 * A P-256 certificate by the embedded authority, from a ready public key to the stored certificate with its four writes and
 * the lint, against the ECDSA signature alone by the same provider, and against a build of the same certificate with Bouncy
 * Castle's classes that checks and stores nothing. Each side by the processor time of one thread, in turns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters after the constructor
public class AuthorityBenchmark {
    private static final CertificateLint LINT = CertificateLint.of(LintProfile.TLS_SERVER);

    /** Who signs: the JDK's SunEC, Bouncy Castle, or the Amazon Corretto Crypto Provider. */
    @Param({"jdk", "bc", "accp"})
    public String provider;

    private final PairedCpuTime turns = new PairedCpuTime(50);
    private AuthoritySetup setup;
    private EmbeddedAuthority authority;
    private BareCertificate bare;
    private CertificateChain last;
    private byte[] toBeSigned;
    private LintContext context;

    /** Makes the CA, and one certificate for the bare side to imitate. */
    @Setup(Level.Trial)
    public void prepare() throws GeneralSecurityException, AuthorityException {
        setup = new AuthoritySetup(Providers.of(provider), new SecureRandom());
        bare = setup.bare();
    }

    /** Begins with an empty store, so that the heap does not grow from iteration to iteration. */
    @Setup(Level.Iteration)
    public void forget() throws GeneralSecurityException, AuthorityException {
        authority = setup.open(new InMemoryRecordStore());
        last = setup.fromKey(authority);
        toBeSigned = last.leaf().getTBSCertificate();
        context = LintContext.builder()
                .issuer(authority.issuingCertificate())
                .signedAt(AuthoritySetup.NOW)
                .build();
    }

    @TearDown(Level.Iteration)
    public void report() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    @Benchmark
    public void issueAgainstSigning() throws Exception {
        turns.takeTurns(bare::sign, () -> setup.fromKey(authority));
    }

    @Benchmark
    public void issueAgainstBareBuild() throws Exception {
        turns.takeTurns(bare::build, () -> setup.fromKey(authority));
    }

    @Benchmark
    public void lintAgainstSigning() throws Exception {
        turns.takeTurns(bare::sign, () -> LINT.checkToBeSigned(toBeSigned, context));
    }

    @Benchmark
    public void requestAgainstSigning() throws Exception {
        turns.takeTurns(bare::sign, () -> setup.fromRequest(authority));
    }

    /** Alone, for a profiler. */
    @Benchmark
    public CertificateChain issue() throws AuthorityException {
        return setup.fromKey(authority);
    }

    /** Alone, for a profiler. */
    @Benchmark
    public List<LintFinding> lint() {
        return LINT.checkToBeSigned(toBeSigned, context);
    }
}
