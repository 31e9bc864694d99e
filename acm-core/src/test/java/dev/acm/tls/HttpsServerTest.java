package dev.acm.tls;

import static dev.acm.tls.Deployments.arn;
import static dev.acm.tls.Deployments.material;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.acm.spi.ServingMaterial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the JDK's HttpsServer on loopback")
class HttpsServerTest {
    private static final String HOST = "shop.example.test";
    private static final ServingMaterial ONE = material(arn(1), 1, "P-256", HOST);
    private static final ServingMaterial TWO = material(arn(1), 2, "P-256", HOST);

    private final ServingKeyManager keys = ServingKeyManager.create(new SteppingClock());
    private final ServingSslContext context =
            ServingSslContext.builder(keys).trust(new AcceptAnything()).build();
    private final AcceptAnything clientTrust = new AcceptAnything();
    private final SSLContext client = TlsPeers.context(clientTrust);
    private HttpsServer server;

    @BeforeEach
    void start() throws IOException {
        keys.publish(ONE);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** A keep-alive connection. */
    private final class Connection implements AutoCloseable {
        private final SSLSocket socket;
        private final BufferedReader reader;

        Connection(String protocol) throws IOException {
            socket = (SSLSocket) client.getSocketFactory()
                    .createSocket(
                            InetAddress.getLoopbackAddress(),
                            server.getAddress().getPort());
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(HOST)));
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        String get() throws IOException {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String status = reader.readLine();
            while (!reader.readLine().isEmpty()) {
                // headers
            }
            char[] body = new char[2];
            assertThat(reader.read(body)).isEqualTo(2);
            return status + " " + new String(body);
        }

        X509Certificate shown() throws IOException {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void swap_keepsConnectionsAlive_andNewHandshakesShowTheNewCertificate(String protocol) throws Exception {
        try (Connection before = new Connection(protocol)) {
            assertThat(before.get()).isEqualTo("HTTP/1.1 200 OK ok");
            assertThat(before.shown()).isEqualTo(ONE.chain().leaf());

            keys.publish(TWO);
            context.cut();

            assertThat(before.get()).isEqualTo("HTTP/1.1 200 OK ok");
            try (Connection after = new Connection(protocol)) {
                assertThat(after.get()).isEqualTo("HTTP/1.1 200 OK ok");
                assertThat(after.shown()).isEqualTo(TWO.chain().leaf());
            }
        }
    }

    @Test
    @DisplayName("a client that never connected sees the new certificate by the swap alone")
    void swap_withoutCut_showsTheNewCertificateToNewClients() throws Exception {
        keys.publish(TWO);

        try (Connection connection = new Connection(TlsPeers.TLS13)) {
            assertThat(connection.get()).isEqualTo("HTTP/1.1 200 OK ok");
            assertThat(connection.shown()).isEqualTo(TWO.chain().leaf());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    @DisplayName("negative control: without a cut the same client resumes")
    void withoutCut_sameClientResumes(String protocol) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Connection connection = new Connection(protocol)) {
                connection.get();
            }
        }

        assertThat(clientTrust.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {TlsPeers.TLS12, TlsPeers.TLS13})
    void cut_endsResumption(String protocol) throws Exception {
        try (Connection connection = new Connection(protocol)) {
            connection.get();
        }

        context.cut();
        try (Connection connection = new Connection(protocol)) {
            connection.get();
        }

        assertThat(clientTrust.asked()).isEqualTo(2);
    }
}
