package dev.acm.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Passes everything on to the newest of a series of contexts, of which each seals session tickets under keys of its own. */
final class RenewableContext extends SSLContextSpi {
    // as milliseconds in an int this is negative, which is how the JDK comes to see all tickets as expired
    private static final int NO_TICKET_LIVES_SECONDS = 2_147_484;

    private final ContextRecipe recipe;
    private final Object renewal = new Object();
    private volatile SSLContext current;

    RenewableContext(ContextRecipe recipe) {
        this.recipe = recipe;
        this.current = recipe.make();
    }

    SSLContext current() {
        return current;
    }

    void renew() {
        synchronized (renewal) {
            SSLContext old = current;
            SSLContext fresh = recipe.make();
            copySettings(old.getServerSessionContext(), fresh.getServerSessionContext());
            copySettings(old.getClientSessionContext(), fresh.getClientSessionContext());
            current = fresh;
            // for engines made before that have not shaken hands yet
            forgetSessions(old.getServerSessionContext());
            forgetSessions(old.getClientSessionContext());
        }
    }

    private static void forgetSessions(@Nullable SSLSessionContext sessions) {
        if (sessions != null) {
            sessions.setSessionTimeout(NO_TICKET_LIVES_SECONDS);
            for (byte[] id : Collections.list(sessions.getIds())) {
                SSLSession session = sessions.getSession(id);
                if (session != null) {
                    session.invalidate();
                }
            }
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
