package dev.acm.ca.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.name.DomainName;
import dev.acm.spi.ProbeQuestion;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.ServingProbe;
import dev.acm.spi.Sighting;
import dev.acm.testkit.FakeAuthority;
import dev.acm.testkit.contract.ServingProbeContract;
import dev.acm.tls.ServingKeyManager;
import dev.acm.tls.ServingSslContext;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O1 to O3 of {@link dev.acm.spi.ServingProbe}, with a real TLS server. */
@DisplayName("TLS probe")
class TlsProbeTest implements ServingProbeContract {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final DomainName SHOP = DomainName.parse("shop.example.test");
    private static final DomainName ANY_SHOP = DomainName.parse("*.shop.example.test");
    private static final FakeAuthority AUTHORITY = FakeAuthority.create(FROM);

    private final ServingKeyManager keys = ServingKeyManager.builder(() -> FROM.plusSeconds(3600))
            .withoutDefault()
            .build();
    private final ServingMaterial one = AUTHORITY.material(arn(1), 1, List.of(SHOP, ANY_SHOP), FROM);
    private final ServingMaterial two = AUTHORITY.material(arn(1), 2, List.of(SHOP, ANY_SHOP), FROM);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SSLServerSocket server;
    private CompletableFuture<Void> accepting;

    private static CertificateArn arn(long n) {
        return new CertificateArn("acm", "test-1", "123456789012", new UUID(0x4000L, 0x8000000000000000L | n));
    }

    @BeforeEach
    void start() throws IOException {
        server = (SSLServerSocket) ServingSslContext.of(keys)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        accepting = CompletableFuture.runAsync(this::serve, threads);
        keys.publish(one);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                SSLSocket accepted = (SSLSocket) server.accept();
                threads.execute(() -> shakeHands(accepted));
            } catch (IOException e) {
                // closed at the end of the test
            }
        }
    }

    private static void shakeHands(SSLSocket socket) {
        try (socket) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException e) {
            // what the client makes of it is what the test looks at
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    @Override
    public ServingProbe newProbe() {
        keys.retire(one.arn());
        return TlsProbe.of(endpoint());
    }

    @Override
    public void serve(ServingMaterial material) {
        keys.publish(material);
    }

    @Override
    public void goAway() throws IOException {
        server.close();
        // an accept under way may still take one connection
        accepting.join();
    }

    private InetSocketAddress endpoint() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private static ProbeQuestion question(ServingMaterial wanted) {
        return new ProbeQuestion(wanted.arn(), wanted.names(), wanted.chain().leaf());
    }

    private List<Sighting> look(ServingMaterial wanted) {
        return TlsProbe.of(endpoint()).look(question(wanted));
    }

    @Test
    void look_servedCertificate_isSeenUnderEveryName() {
        assertThat(look(one))
                .hasSize(2)
                .allSatisfy(sighting -> {
                    assertThat(sighting.leaf()).contains(one.chain().leaf());
                    assertThat(sighting.endpoint()).endsWith(":" + server.getLocalPort());
                    assertThat(sighting.detail()).isEqualTo("TLSv1.3");
                })
                .extracting(Sighting::asked)
                .containsExactly("shop.example.test", "acm-probe.shop.example.test");
    }

    @Test
    @DisplayName("O3: after a swap the next look sees the new one, although sessions could be resumed")
    void look_afterSwap_seesTheNewOne() {
        TlsProbe probe = TlsProbe.of(endpoint());
        probe.look(question(one));

        keys.publish(two);

        assertThat(probe.look(question(two)))
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(two.chain().leaf()));
    }

    @Test
    void look_oldCertificateStillServed_isToldAsItIs() {
        assertThat(look(two))
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(one.chain().leaf()));
    }

    @Test
    @DisplayName("O2: a name that the server does not have is a sighting without certificate")
    void look_unknownName_isASighting() {
        ServingMaterial other = AUTHORITY.material(arn(2), 1, List.of(DomainName.parse("other.example.test")), FROM);

        assertThat(look(other)).singleElement().satisfies(sighting -> {
            assertThat(sighting.leaf()).isEmpty();
            assertThat(sighting.detail()).startsWith("the handshake failed");
        });
    }

    @Test
    @DisplayName("O2: nobody listens")
    void look_closedPort_isASighting() throws IOException {
        goAway();

        assertThat(look(one)).isNotEmpty().allSatisfy(sighting -> {
            assertThat(sighting.leaf()).isEmpty();
            assertThat(sighting.detail()).startsWith("no connection");
        });
    }

    @Test
    @DisplayName("O2: a server that says nothing")
    void look_silentServer_endsByTimeOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TlsProbe probe = TlsProbe.builder(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort()))
                    .timeout(Duration.ofMillis(50))
                    .mostNames(1)
                    .build();

            assertThat(probe.look(question(one)))
                    .singleElement()
                    .satisfies(sighting -> assertThat(sighting.leaf()).isEmpty());
        }
    }

    @Test
    @DisplayName("a server that wants a client certificate has shown its own by then")
    void look_serverThatWantsAClientCertificate_isSeen() {
        server.setNeedClientAuth(true);

        assertThat(look(one))
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(one.chain().leaf()));
    }

    @Test
    @DisplayName("of two key types for one name, the wanted one is asked for")
    void look_twoKeyTypes_findsTheWantedOne() throws Exception {
        ServingMaterial rsa = rsa();
        keys.publish(rsa);

        assertThat(look(rsa))
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(rsa.chain().leaf()));
        assertThat(look(one))
                .allSatisfy(sighting ->
                        assertThat(sighting.leaf()).contains(one.chain().leaf()));
    }

    @Test
    void look_severalEndpoints_tellsOfEach() throws IOException {
        TlsProbe probe = TlsProbe.builder(endpoint())
                .endpoint(InetSocketAddress.createUnresolved("localhost.invalid", 443))
                .mostNames(1)
                .build();

        List<Sighting> sightings = probe.look(question(one));

        assertThat(sightings).hasSize(2);
        assertThat(sightings.get(0).leaf()).isPresent();
        assertThat(sightings.get(1).leaf()).isEmpty();
        assertThat(sightings.get(1).endpoint()).isEqualTo("localhost.invalid:443");
    }

    @Test
    void builder_outOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsProbe.builder(endpoint()).timeout(Duration.ZERO))
                .withMessageContaining("timeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsProbe.builder(endpoint()).mostNames(0))
                .withMessageContaining("mostNames");
    }

    private static ServingMaterial rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=shop.example.test");
        X509Certificate leaf = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.TEN,
                                Date.from(FROM),
                                Date.from(FROM.plus(Duration.ofDays(3650))),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
        return new ServingMaterial(
                arn(3), 1, List.of(SHOP, ANY_SHOP), CertificateChain.of(List.of(leaf)), pair.getPrivate());
    }
}
