package dev.acm.benchmarks;

import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
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
 * Full P-256 handshakes, both sides, with the serving key manager and with a static one of the JDK (at least 0.95 times as many,
 * so at most 1.053 times the time). {@code paired} does both in turns and prints the ratio; it is the one to judge by.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter up, and calls the set-up method
public class TlsBenchmark {
    /** The protocol. */
    @Param({"TLSv1.2", "TLSv1.3"})
    public String protocol;

    private final PairedCpuTime turns = new PairedCpuTime(4);
    private SSLContext acm;
    private SSLContext jdk;
    private SSLContext client;

    /** Makes the contexts. */
    @Setup(Level.Trial)
    public void start() throws IOException, GeneralSecurityException, InterruptedException {
        TlsIdentity identity = TlsIdentity.make();
        ServingKeyManager keys = ServingKeyManager.create(InstantSource.system());
        keys.publish(identity.material(1, 1, TlsIdentity.HOST));
        acm = ServingSslContext.builder(keys).trust(new TrustAll()).build();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity.store(), TlsIdentity.PASSWORD);
        jdk = SSLContext.getInstance("TLS");
        jdk.init(factory.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
        client = SSLContext.getInstance("TLS");
        client.init(null, new TrustManager[] {new TrustAll()}, null);
    }

    /** Says what the turns took. */
    @TearDown(Level.Iteration)
    public void print() {
        turns.result().ifPresent(result -> System.out.print(result + "; "));
    }

    /** With the library's key manager. */
    @Benchmark
    public SSLEngine acm() throws IOException {
        return handshake(acm.createSSLEngine());
    }

    /** With a static one. */
    @Benchmark
    public SSLEngine jdk() throws IOException {
        return handshake(jdk.createSSLEngine());
    }

    /** Both in turns. */
    @Benchmark
    public void paired() throws Exception {
        turns.takeTurns(this::jdk, this::acm);
    }

    private SSLEngine clientEngine() {
        // without host and port JSSE finds no session to resume
        SSLEngine engine = client.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setServerNames(List.of(new SNIHostName(TlsIdentity.HOST)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLEngine handshake(SSLEngine server) throws IOException {
        SSLEngine asking = clientEngine();
        server.setUseClientMode(false);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 15);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 15);
        asking.beginHandshake();
        server.beginHandshake();
        while (asking.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            step(asking, toServer, toClient);
            step(server, toClient, toServer);
        }
        return asking;
    }

    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(1 << 15));
                in.compact();
            }
            default -> {}
        }
    }
}
