package dev.acm.tls;

import java.util.Enumeration;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/** The sessions of whichever context is the newest. */
final class CurrentSessions implements SSLSessionContext {
    private final RenewableContext contexts;
    private final Function<SSLContext, SSLSessionContext> side;

    CurrentSessions(RenewableContext contexts, Function<SSLContext, SSLSessionContext> side) {
        this.contexts = contexts;
        this.side = side;
    }

    private SSLSessionContext current() {
        return side.apply(contexts.current());
    }

    @Override
    public SSLSession getSession(byte[] sessionId) {
        return current().getSession(sessionId);
    }

    @Override
    public Enumeration<byte[]> getIds() {
        return current().getIds();
    }

    @Override
    public void setSessionTimeout(int seconds) {
        contexts.configure(() -> current().setSessionTimeout(seconds));
    }

    @Override
    public int getSessionTimeout() {
        return current().getSessionTimeout();
    }

    @Override
    public void setSessionCacheSize(int size) {
        contexts.configure(() -> current().setSessionCacheSize(size));
    }

    @Override
    public int getSessionCacheSize() {
        return current().getSessionCacheSize();
    }
}
