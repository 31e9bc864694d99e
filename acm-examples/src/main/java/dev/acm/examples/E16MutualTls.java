package dev.acm.examples;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.acm.examples.RenewalUnderLoad.RunningServer;
import dev.acm.tls.ServingSslContext;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/**
 * A Java {@code HttpClient} that shows its managed certificate to a server that demands one (mutual TLS).
 *
 * <p>Shows a renewal of the client's certificate under load; the server's page is the serial number that the client showed. Needs
 * nothing. Prints how many requests were answered, and how many failed.
 */
public final class E16MutualTls {
    private E16MutualTls() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        tell(System.out);
    }

    static Load.Result tell(PrintStream out) throws Exception {
        return new RenewalUnderLoad("HttpClient with mutual TLS", out, Optional.empty())
                .tell(E16MutualTls::start, E16MutualTls::client);
    }

    private static ServingSslContext trusting(Embedded acm) throws Exception {
        return ServingSslContext.builder(acm.keys)
                .trust(TlsClient.trusting(acm.authority.roots().get(0)))
                .build();
    }

    private static Load.Client client(Embedded acm, int port) throws Exception {
        // DNS cannot be told where a name leads, so it is the certificate's other name that is asked for
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/"))
                .build();
        return () -> {
            // a context of its own, so that no session of another connection is taken up again
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting(acm))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            String first =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return new Load.Visit() {
                @Override
                public String get() throws Exception {
                    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                    return response.statusCode() + " " + response.body();
                }

                @Override
                public String serial() {
                    return first;
                }

                @Override
                public void close() {}
            };
        };
    }

    private static RunningServer start(Embedded acm) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting(acm)) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
                parameters.setNeedClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
        server.createContext("/", exchange -> {
            X509Certificate shown =
                    (X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
            byte[] page = HexFormat.of()
                    .formatHex(shown.getSerialNumber().toByteArray())
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return new RunningServer() {
            @Override
            public int port() {
                return server.getAddress().getPort();
            }

            @Override
            public void close() {
                server.stop(0);
                threads.shutdownNow();
            }
        };
    }
}
