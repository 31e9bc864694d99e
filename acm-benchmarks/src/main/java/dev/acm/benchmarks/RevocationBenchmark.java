package dev.acm.benchmarks;

import dev.acm.ca.EmbeddedAuthority;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoreException;
import dev.acm.spi.Write;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
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
 * An OCSP response, from request to signed octets, against the signature alone; and a CRL of 100 000 entries, from the records
 * in the store to signed octets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter after the constructor
public class RevocationBenchmark {
    private static final int REVOKED = 100_000;

    /** Who signs. */
    @Param({"bc"})
    public String provider;

    private final PairedCpuTime turns = new PairedCpuTime(20);
    private final SecureRandom random = new SecureRandom();
    private EmbeddedAuthority authority;
    private BareCertificate bare;
    private byte[] request;

    @Setup(Level.Trial)
    public void prepare() throws Exception {
        AuthoritySetup setup = new AuthoritySetup(Providers.of(provider), random);
        InMemoryRecordStore store = new InMemoryRecordStore();
        authority = setup.open(store);
        bare = setup.bare();
        X509Certificate leaf = setup.fromKey(authority).leaf();
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(authority.issuingCertificate()),
                leaf.getSerialNumber());
        request = new OCSPReqBuilder().addRequest(id).build().getEncoded();
        revokeMany(store);
        X509CRL crl = (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(authority.crl(AuthoritySetup.NOW)));
        if (crl.getRevokedCertificates().size() != REVOKED) {
            throw new IllegalStateException(
                    "the CRL lists " + crl.getRevokedCertificates().size());
        }
    }

    /** As the authority records revocations; so many certificates would take too long to issue. */
    private void revokeMany(InMemoryRecordStore store) throws StoreException {
        byte[] extension = authority.issuingCertificate().getExtensionValue("2.5.29.14");
        String issuer = HexFormat.of().formatHex(extension, 4, extension.length);
        for (int i = 0; i < REVOKED; i++) {
            String serial = new BigInteger(126, random).setBit(126).toString(16);
            Document document = Document.builder()
                    .put("serial", serial)
                    .put("at", AuthoritySetup.NOW)
                    .put("reason", i % 2 == 0 ? "SUPERSEDED" : "UNSPECIFIED")
                    .put("notAfter", AuthoritySetup.NOW.plus(Duration.ofDays(100)))
                    .build();
            store.write(List.of(new Write.Insert(
                    new RecordKey("ca-revocation", issuer + ":" + serial), issuer, Optional.empty(), document)));
        }
    }

    @TearDown(Level.Iteration)
    public void report() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    @Benchmark
    public void ocspAgainstSigning() throws Exception {
        turns.takeTurns(bare::sign, () -> authority.ocsp(request, AuthoritySetup.NOW));
    }

    @Benchmark
    public byte[] crl() throws Exception {
        return authority.crl(AuthoritySetup.NOW);
    }
}
