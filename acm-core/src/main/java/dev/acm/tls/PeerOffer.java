package dev.acm.tls;

import java.net.Socket;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** What the peer of one handshake asked for and can verify. A peer of which nothing is known is taken to support everything. */
final class PeerOffer {
    static final PeerOffer UNKNOWN = new PeerOffer(null);

    private static final String DECIDED = "dev.acm.tls.decided";

    private final @Nullable SSLSession session;
    private final String[] schemes;
    private final boolean tls13Plus;

    private PeerOffer(@Nullable SSLSession session) {
        this.session = session;
        this.tls13Plus = session != null && session.getProtocol().equals("TLSv1.3");
        this.schemes = session instanceof ExtendedSSLSession extended ? schemesOf(extended) : new String[0];
    }

    static PeerOffer of(@Nullable SSLEngine engine) {
        return of(engine == null ? null : engine.getHandshakeSession());
    }

    static PeerOffer of(@Nullable Socket socket) {
        return of(socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    private static PeerOffer of(@Nullable SSLSession handshakeSession) {
        return handshakeSession == null ? UNKNOWN : new PeerOffer(handshakeSession);
    }

    private static String[] schemesOf(ExtendedSSLSession session) {
        String[] names = session.getPeerSupportedSignatureAlgorithms();
        return names == null ? new String[0] : names;
    }

    /** The host name of the SNI extension (RFC 6066 section 3), as sent; null if there is none. */
    @Nullable
    String host() {
        if (session instanceof ExtendedSSLSession extended) {
            try {
                List<SNIServerName> requested = extended.getRequestedServerNames();
                for (int i = 0; i < requested.size(); i++) {
                    if (requested.get(i) instanceof SNIHostName name) {
                        return name.getAsciiName();
                    }
                }
            } catch (UnsupportedOperationException e) {
                return null; // the session of another provider
            }
        }
        return null;
    }

    boolean permits(ServedGeneration candidate) {
        if (schemes.length == 0) {
            return true;
        }
        for (String scheme : schemes) {
            if (candidate.schemes().accepts(scheme, tls13Plus)) {
                return true;
            }
        }
        return false;
    }

    /** What an earlier question of the same handshake was decided to be, while its key type has not been asked for yet. */
    @Nullable
    ServedGeneration decided() {
        return session != null && session.getValue(DECIDED) instanceof ServedGeneration earlier ? earlier : null;
    }

    /**
     * Holds a decision until JSSE asks for its key type. Without this, a swap from one key type to another between two
     * questions of one handshake would answer both with "nothing".
     */
    void decide(ServedGeneration generation) {
        if (session != null) {
            session.putValue(DECIDED, generation);
        }
    }

    void settled() {
        if (session != null) {
            session.removeValue(DECIDED);
        }
    }
}
