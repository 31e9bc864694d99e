package dev.acm.ca.deploy;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Remembers the leaf a server showed, whoever issued it: a probe looks, and the manager judges. */
final class Witness extends X509ExtendedTrustManager {
    private volatile @Nullable X509Certificate leaf;

    Optional<X509Certificate> shown() {
        return Optional.ofNullable(leaf);
    }

    private void see(X509Certificate[] chain) {
        leaf = chain[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        see(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new IllegalStateException("a probe is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new IllegalStateException("a probe is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new IllegalStateException("a probe is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
