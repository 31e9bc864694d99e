package dev.acm.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Contexts and engines for tests. */
final class TlsPeers {
    static final String TLS12 = "TLSv1.2";
    static final String TLS13 = "TLSv1.3";

    private TlsPeers() {}

    /** A JDK context that trusts anything. */
    static SSLContext context(KeyManager... keyManagers) {
        return context(new AcceptAnything(), keyManagers);
    }

    /** A JDK context. */
    static SSLContext context(TrustManager trust, KeyManager... keyManagers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client engine; its sessions are resumed only among engines of the same host and port. */
    static SSLEngine client(SSLContext context, String protocol, String host) {
        SSLEngine engine = context.createSSLEngine(host, 443);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setServerNames(List.of(new SNIHostName(host)));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
