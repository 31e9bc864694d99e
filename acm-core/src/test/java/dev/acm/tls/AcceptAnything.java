package dev.acm.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts every certificate until told otherwise, and counts how often it is asked: once for each full handshake, never for a
 * resumption. JSSE still verifies that the certificate's key signed.
 */
final class AcceptAnything extends X509ExtendedTrustManager {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean refusing;

    int asked() {
        return asked.get();
    }

    void refuseFromNowOn() {
        refusing = true;
    }

    private void judge() throws CertificateException {
        asked.incrementAndGet();
        if (refusing) {
            throw new CertificateException("withdrawn");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
