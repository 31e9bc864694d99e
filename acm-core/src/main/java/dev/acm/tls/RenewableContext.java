package dev.acm.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Passes everything on to the newest of a series of contexts, of which each seals session tickets under keys of its own. */
final class RenewableContext extends SSLContextSpi {
    private final ServingSslContext.ContextRecipe recipe;
    private final Object renewal = new Object();
    private @Nullable X509TrustManager trust;
    private volatile SSLContext current;

    RenewableContext(ServingSslContext.ContextRecipe recipe, @Nullable X509TrustManager trust) {
        this.recipe = recipe;
        this.trust = trust;
        this.current = recipe.make(trust);
    }

    SSLContext current() {
        return current;
    }

    /** @param newTrust null to keep the present one */
    void renew(@Nullable X509TrustManager newTrust) {
        synchronized (renewal) {
            X509TrustManager next = newTrust == null ? trust : newTrust;
            SSLContext fresh = recipe.make(next);
            copySettings(current.getServerSessionContext(), fresh.getServerSessionContext());
            copySettings(current.getClientSessionContext(), fresh.getClientSessionContext());
            trust = next;
            current = fresh;
        }
    }

    /** Changes a setting of the session contexts, not while they are being replaced. */
    void configure(Runnable setting) {
        synchronized (renewal) {
            setting.run();
        }
    }

    private static void copySettings(@Nullable SSLSessionContext from, @Nullable SSLSessionContext to) {
        if (from != null && to != null) {
            to.setSessionTimeout(from.getSessionTimeout());
            to.setSessionCacheSize(from.getSessionCacheSize());
        }
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("this context is initialized once and for all by its builder");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return current.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return current.createSSLEngine(host, port);
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return new CurrentSocketFactory(this);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return new CurrentServerSocketFactory(this);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return new CurrentSessions(this, SSLContext::getServerSessionContext);
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return new CurrentSessions(this, SSLContext::getClientSessionContext);
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return current.getDefaultSSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return current.getSupportedSSLParameters();
    }
}
