package dev.acm.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** An ordinary HTTPS client on the machine's own clock: it trusts one root, and checks chain, dates and host name. */
final class TlsClient {
    private final X509ExtendedTrustManager trust;
    private final InetSocketAddress server;
    private final String host;

    /** Talks to the server as if DNS had led there from the host name. */
    TlsClient(X509Certificate root, InetSocketAddress server, String host)
            throws GeneralSecurityException, IOException {
        this.trust = trusting(root);
        this.server = server;
        this.host = host;
    }

    /** Trust in one root, as an ordinary client's. */
    static X509ExtendedTrustManager trusting(X509Certificate root) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("root", root);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** Opens a connection with a handshake of its own. */
    Connection connect() throws IOException, GeneralSecurityException {
        // a context of its own, so that no session of another connection is taken up again
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, server.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new Connection(socket, host);
    }

    /** One connection, kept alive. */
    static final class Connection implements AutoCloseable {
        private final SSLSocket socket;
        private final String host;
        private final BufferedReader in;

        private Connection(SSLSocket socket, String host) throws IOException {
            this.socket = socket;
            this.host = host;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** The end of the serial number that the server showed in this connection's handshake. */
        String serial() throws IOException {
            X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            String hex = HexFormat.of().formatHex(leaf.getSerialNumber().toByteArray());
            return "…" + hex.substring(Math.max(0, hex.length() - 8));
        }

        String protocol() {
            return socket.getSession().getProtocol();
        }

        /** Asks for the page, and leaves the connection open. */
        String get() throws IOException {
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String status = in.readLine();
            if (status == null) {
                throw new IOException("the server closed the connection");
            }
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).trim());
                }
            }
            char[] body = new char[length];
            for (int read = 0; read < length; ) {
                int more = in.read(body, read, length - read);
                if (more < 0) {
                    throw new IOException("the server closed the connection");
                }
                read += more;
            }
            return status.substring("HTTP/1.1 ".length()) + ", \"" + new String(body).trim() + "\"";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
