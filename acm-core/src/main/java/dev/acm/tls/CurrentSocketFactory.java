package dev.acm.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Makes each socket with the context that is the newest then. */
final class CurrentSocketFactory extends SSLSocketFactory {
    private final RenewableContext contexts;

    CurrentSocketFactory(RenewableContext contexts) {
        this.contexts = contexts;
    }

    private SSLSocketFactory current() {
        return contexts.current().getSocketFactory();
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return current().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return current().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return current().createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return current().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return current().createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return current().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return current().createSocket(address, port, localAddress, localPort);
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return current().createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(Socket connected, InputStream consumed, boolean autoClose) throws IOException {
        return current().createSocket(connected, consumed, autoClose);
    }
}
