package dev.acm.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Accepts plain connections and lays TLS over each with the newest context. A server socket of the JDK keeps the context it was
 * made with for ever, and so would resume sessions after a cut.
 */
final class CurrentServerSocket extends SSLServerSocket {
    private final RenewableContext contexts;
    private final SSLServerSocket settings;

    /** @param settings never bound; holds what the host sets */
    CurrentServerSocket(RenewableContext contexts, SSLServerSocket settings) throws IOException {
        this.contexts = contexts;
        this.settings = settings;
    }

    @Override
    public Socket accept() throws IOException {
        Socket plain = new Socket();
        implAccept(plain);
        try {
            // the overload with a stream of bytes read before makes a socket for the server's side (none were read)
            Socket layered =
                    contexts.current().getSocketFactory().createSocket(plain, InputStream.nullInputStream(), true);
            SSLSocket accepted = (SSLSocket) layered;
            accepted.setUseClientMode(settings.getUseClientMode());
            accepted.setEnableSessionCreation(settings.getEnableSessionCreation());
            accepted.setSSLParameters(settings.getSSLParameters());
            return accepted;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        settings.close();
        super.close();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return settings.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        settings.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return settings.getSupportedCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return settings.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return settings.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        settings.setEnabledProtocols(protocols);
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        settings.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return settings.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        settings.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return settings.getWantClientAuth();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        settings.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return settings.getUseClientMode();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        settings.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return settings.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return settings.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        settings.setSSLParameters(parameters);
    }
}
