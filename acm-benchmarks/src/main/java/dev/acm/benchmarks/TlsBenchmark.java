package dev.acm.benchmarks;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import dev.acm.spi.ServingMaterial;
import dev.acm.tls.Publication;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the serving key manager costs: full P-256 handshakes beside a static key manager of the JDK (at least 0.95 times as many),
 * choosing among 100 000 names beside one {@code HashMap.get} with a fresh string (at most 3 times for an exact name, 6 times for
 * a wildcard), and swapping one of many (at most 2 times as much among 100 000 as among 100).
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TlsBenchmark {
    private static final String HOST = "bench.example.test";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static CertificateArn arn(long n) {
        return new CertificateArn("acm", "bench-1", "123456789012", new UUID(0x4000L, 0x8000000000000000L | n));
    }

    /** A self-signed P-256 certificate, made by the JDK's own keytool. */
    private record Identity(KeyStore store, PrivateKey key, X509Certificate leaf) {
        static Identity make() throws IOException, GeneralSecurityException, InterruptedException {
            Path folder = Files.createTempDirectory("tls-benchmark");
            Path file = folder.resolve("identity.p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            int exit = new ProcessBuilder(List.of(
                            keytool.toString(),
                            "-genkeypair",
                            "-alias",
                            "bench",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-sigalg",
                            "SHA256withECDSA",
                            "-dname",
                            "CN=" + HOST,
                            "-ext",
                            "san=dns:" + HOST,
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            file.toString()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("keytool failed: " + exit);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            Files.delete(file);
            Files.delete(folder);
            return new Identity(store, (PrivateKey) store.getKey("bench", PASSWORD), (X509Certificate)
                    store.getCertificate("bench"));
        }

        ServingMaterial material(long certificate, long generation, String... names) {
            return new ServingMaterial(
                    arn(certificate),
                    generation,
                    List.of(names).stream().map(DomainName::parse).toList(),
                    CertificateChain.of(List.of(leaf)),
                    key);
        }
    }

    /** A server's context and a client's, none of whose sessions is ever resumed. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets the parameters up, and calls the set-up method
    public static class Peers {
        /** Whose key manager the server has. */
        @Param({"jdk", "acm"})
        public String keyManager;

        /** The protocol. */
        @Param({"TLSv1.2", "TLSv1.3"})
        public String protocol;

        private SSLContext server;
        private SSLContext client;

        /** Makes both contexts. */
        @Setup(Level.Trial)
        public void start() throws IOException, GeneralSecurityException, InterruptedException {
            Identity identity = Identity.make();
            if (keyManager.equals("acm")) {
                ServingKeyManager keys = ServingKeyManager.create(InstantSource.system());
                keys.publish(identity.material(1, 1, HOST));
                server = ServingSslContext.builder(keys).trust(new TrustAll()).build();
            } else {
                KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
                factory.init(identity.store(), PASSWORD);
                server = SSLContext.getInstance("TLS");
                server.init(factory.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
            }
            client = SSLContext.getInstance("TLS");
            client.init(null, new TrustManager[] {new TrustAll()}, null);
        }

        private SSLEngine clientEngine() {
            // without host and port JSSE finds no session to resume
            SSLEngine engine = client.createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setServerNames(List.of(new SNIHostName(HOST)));
            engine.setSSLParameters(parameters);
            return engine;
        }
    }

    /** One full handshake, both sides. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public SSLEngine handshake(Peers peers) throws IOException {
        SSLEngine client = peers.clientEngine();
        SSLEngine server = peers.server.createSSLEngine();
        server.setUseClientMode(false);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 15);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 15);
        client.beginHandshake();
        server.beginHandshake();
        while (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            step(client, toServer, toClient);
            step(server, toClient, toServer);
        }
        return client;
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

    /** 100 000 certificates of one exact and one wildcard name each, and the same names in a {@code HashMap}. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH sets the parameters up, and calls the set-up method
    public static class Names {
        private static final int COUNT = 100_000;

        private final SplittableRandom random = new SplittableRandom(7);
        private final Map<String, String> bare = new HashMap<>();
        private ServingKeyManager keys;

        /** Deploys. */
        @Setup(Level.Trial)
        public void deploy() throws IOException, GeneralSecurityException, InterruptedException {
            Identity identity = Identity.make();
            keys = ServingKeyManager.create(InstantSource.system());
            for (int i = 0; i < COUNT; i++) {
                String name = "tenant-" + i + ".example.test";
                keys.publish(identity.material(i, 1, name, "*." + name));
                bare.put(name, name);
            }
        }

        // a fresh string, whose hash is not known yet, as it comes out of a ClientHello
        private String host(String prefix) {
            return prefix + "tenant-" + random.nextInt(COUNT) + ".example.test";
        }
    }

    /** What all three have in common: making the string. */
    @Benchmark
    public String chooseBaseline(Names names) {
        return names.host("");
    }

    /** The bare thing. */
    @Benchmark
    public String chooseHashMapGet(Names names) {
        return Objects.requireNonNull(names.bare.get(names.host("")));
    }

    /** By exact name. */
    @Benchmark
    public Object chooseExact(Names names) {
        return names.keys.serverAlias(names.host(""), "EC");
    }

    /** By wildcard. */
    @Benchmark
    public Object chooseWildcard(Names names) {
        return names.keys.serverAlias(names.host("www."), "EC");
    }

    /** Certificates of which one is swapped. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH sets the parameters up, and calls the set-up method
    public static class Fleet {
        /** How many are deployed. */
        @Param({"100", "100000"})
        public int deployed;

        private Identity identity;
        private ServingKeyManager keys;
        private long generation = 1;

        /** Deploys. */
        @Setup(Level.Trial)
        public void deploy() throws IOException, GeneralSecurityException, InterruptedException {
            identity = Identity.make();
            keys = ServingKeyManager.builder(InstantSource.system())
                    .onEviction((arn, evicted) -> {})
                    .build();
            for (int i = 0; i < deployed; i++) {
                keys.publish(identity.material(i, 1, "tenant-" + i + ".example.test"));
            }
        }
    }

    /** A renewal of one certificate among many. */
    @Benchmark
    public Publication swap(Fleet fleet) {
        return fleet.keys.publish(fleet.identity.material(7, ++fleet.generation, "tenant-7.example.test"));
    }

    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
