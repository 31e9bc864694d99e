package dev.acm.examples;

import dev.acm.examples.RenewalUnderLoad.RunningServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Jetty with a managed certificate: its {@code SslContextFactory} takes the library's context as it is.
 *
 * <p>Shows a renewal under load. Needs nothing. Prints how many requests were answered, and how many failed.
 */
public final class E13JettyServer {
    private E13JettyServer() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        RenewalUnderLoad.tell("Jetty", System.out, E13JettyServer::start);
    }

    static RunningServer start(Embedded acm) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(acm.sslContext);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory());
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                byte[] page = "hello from Jetty\n".getBytes(StandardCharsets.US_ASCII);
                response.getHeaders().put("Content-Length", page.length);
                response.write(true, ByteBuffer.wrap(page), callback);
                return true;
            }
        });
        server.start();
        return new RunningServer() {
            @Override
            public int port() {
                return connector.getLocalPort();
            }

            @Override
            public void close() throws IOException {
                try {
                    server.stop();
                } catch (Exception e) {
                    throw new IOException("Jetty does not stop", e);
                }
            }
        };
    }
}
