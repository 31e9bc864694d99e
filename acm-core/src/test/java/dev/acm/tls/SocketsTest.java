package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.spi.ServingMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("blocking sockets on loopback")
class SocketsTest {
    private static final String HOST = "shop.example.test";
    private static final ServingMaterial ONE = material(arn(1), 1, "P-256", HOST);
    private static final ServingMaterial TWO = material(arn(1), 2, "P-256", HOST);

    private final ServingKeyManager keys = ServingKeyManager.create(new SteppingClock());
    private final ServingSslContext server =
            ServingSslContext.builder(keys).trust(new AcceptAnything()).build();
    private final AcceptAnything clientTrust = new AcceptAnything();
    private final ExecutorService acceptor = Executors.newSingleThreadExecutor();
    private SSLContext client = TlsPeers.context(clientTrust);

    @BeforeEach
    void deploy() {
        keys.publish(material(arn(2), 1, "P-256", "other.example.test"));
        keys.publish(ONE);
    }

    @AfterEach
    void stop() {
        acceptor.shutdownNow();
    }

    private static SSLServerSocket listen(SSLContext context) throws IOException {
        SSLServerSocketFactory factory = context.getServerSocketFactory();
        return (SSLServerSocket) factory.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private X509Certificate connect(SSLServerSocket listener, String protocol) throws Exception {
        Future<?> served = acceptor.submit(() -> {
            try (Socket accepted = listener.accept()) {
                accepted.getOutputStream().write(accepted.getInputStream().read());
            }
            return null;
        });
        try (SSLSocket socket = (SSLSocket)
                client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(HOST)));
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(42);
            assertThat(socket.getInputStream().read()).isEqualTo(42);
            served.get();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void serverSocket_madeBeforeCut_doesNotResumeAfterIt(String protocol) throws Exception {
        try (SSLServerSocket listener = listen(server)) {
            assertThat(connect(listener, protocol)).isEqualTo(ONE.chain().leaf());
            keys.publish(TWO);

            server.cut();

            assertThat(connect(listener, protocol)).isEqualTo(TWO.chain().leaf());
            assertThat(clientTrust.asked()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    @DisplayName("negative control: without a cut the second connection is a resumption")
    void serverSocket_withoutCut_resumes(String protocol) throws Exception {
        keys.retire(arn(2)); // JDK 25 asks for the ticket's certificate without SNI, so it must be the default

        try (SSLServerSocket listener = listen(server)) {
            connect(listener, protocol);
            connect(listener, protocol);

            assertThat(clientTrust.asked()).isEqualTo(1);
        }
    }

    @Test
    void socketFactory_madeBeforeCut_makesSocketsThatDoNotResume() throws Exception {
        ServingSslContext cuttable =
                ServingSslContext.builder(keys).trust(clientTrust).build();
        client = cuttable;
        keys.retire(arn(2));
        try (SSLServerSocket listener = listen(server)) {
            connect(listener, TlsPeers.TLS13);
            connect(listener, TlsPeers.TLS13);
            assertThat(clientTrust.asked()).isEqualTo(1);

            cuttable.cut();
            connect(listener, TlsPeers.TLS13);

            assertThat(clientTrust.asked()).isEqualTo(2);
        }
    }

    @Test
    void serverSocket_settings_reachAcceptedSockets() throws Exception {
        try (SSLServerSocket listener = listen(server)) {
            listener.setWantClientAuth(true);
            listener.setEnabledProtocols(new String[] {TlsPeers.TLS12});
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            listener.setSSLParameters(parameters);
            Future<SSLSocket> accepted = acceptor.submit(() -> (SSLSocket) listener.accept());

            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                    SSLSocket socket = accepted.get()) {
                assertThat(socket.getUseClientMode()).isFalse();
                assertThat(socket.getWantClientAuth()).isTrue();
                assertThat(socket.getEnabledProtocols()).containsExactly(TlsPeers.TLS12);
                assertThat(socket.getSSLParameters().getApplicationProtocols()).containsExactly("http/1.1");
                assertThat(socket.getRemoteSocketAddress()).isEqualTo(plain.getLocalSocketAddress());
            }
        }
    }

    @Test
    void serverSocket_closed_acceptsNoMore() throws Exception {
        SSLServerSocket listener = listen(server);

        listener.close();

        assertThat(listener.isClosed()).isTrue();
    }
}
