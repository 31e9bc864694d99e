package dev.acm.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An {@link SSLContext} over a {@link ServingKeyManager}, for servers and for clients, that can be <em>cut</em>.
 *
 * <p>After a swap, new full handshakes show the new certificate, but sessions made before can still be resumed, and a resumed
 * session carries the identities it was made under: the server's, and the client's in mutual TLS. JSSE keeps server sessions in
 * tickets that the peers hold, sealed under keys of the context (the default of every JDK since 13), so there is nothing to
 * invalidate. {@link #cut()} replaces the context behind this one, its keys and caches with it.
 *
 * <p>Covered are engines ({@link SSLContext#createSSLEngine()}, which {@code HttpsServer}, Netty, Jetty, Tomcat and
 * {@code HttpClient} call for each connection), sockets of socket factories, and connections accepted by server sockets, whether
 * factory or server socket was made before or after the cut. An engine or socket that was made before and has not
 * shaken hands yet stays with its old context; that one is made to forget its tickets, which works on the JDKs 17 to 25 but is not a promise of
 * JSSE. Established connections go on: a server that must be rid of them closes them. Sessions resumed elsewhere are out of reach.
 *
 * <p>Safe for use by many threads.
 */
public final class ServingSslContext extends SSLContext {
    private final RenewableContext spi;
    private final CurrentTrust trust;

    private ServingSslContext(RenewableContext spi, CurrentTrust trust) {
        super(spi, spi.current().getProvider(), spi.current().getProtocol());
        this.spi = spi;
        this.trust = trust;
    }

    /**
     * A context with all defaults: protocol {@code TLS} of the preferred provider, trusting the JDK's authorities.
     *
     * @param keyManager the certificates
     * @return the context, ready for use
     * @throws IllegalStateException if the JDK's TLS cannot be used
     */
    public static ServingSslContext of(ServingKeyManager keyManager) {
        return builder(keyManager).build();
    }

    /**
     * Begins a context.
     *
     * @param keyManager the certificates
     * @return a builder with all defaults
     */
    public static Builder builder(ServingKeyManager keyManager) {
        return new Builder(keyManager);
    }

    /**
     * Ends the resumption of all sessions made so far, of all certificates: the next handshake of each peer is a full one, and
     * the other end is authenticated anew. Publish what should serve from then on before.
     *
     * <p>Session time-out and cache size are kept.
     *
     * @throws IllegalStateException if the JDK's TLS cannot be used any more; nothing was cut then
     */
    public void cut() {
        spi.renew();
    }

    /**
     * Cuts, and trusts differently from then on: withdraws a client authority, for example.
     *
     * @param trust judges the peers' certificates
     * @throws IllegalStateException if the JDK's TLS cannot be used any more; nothing was cut then
     */
    public void cut(X509ExtendedTrustManager trust) {
        this.trust.replace(Objects.requireNonNull(trust, "trust"));
        spi.renew();
    }

    /** Settings of a context. Not thread-safe; reusable. */
    public static final class Builder {
        private final ServingKeyManager keyManager;
        private String protocol = "TLS";
        private @Nullable X509ExtendedTrustManager trust;
        private @Nullable Provider provider;
        private @Nullable SecureRandom random;

        private Builder(ServingKeyManager keyManager) {
            this.keyManager = Objects.requireNonNull(keyManager, "keyManager");
        }

        /**
         * Judges the peers' certificates; by default the JDK's trust manager over its own authorities.
         *
         * @param trustManager the trust manager
         * @return this builder
         */
        public Builder trust(X509ExtendedTrustManager trustManager) {
            this.trust = Objects.requireNonNull(trustManager, "trustManager");
            return this;
        }

        /**
         * The protocol, as {@link SSLContext#getInstance(String)} takes it; {@code TLS} by default.
         *
         * @param name the protocol
         * @return this builder
         */
        public Builder protocol(String name) {
            this.protocol = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Where the TLS implementation comes from; by default the provider that the JDK prefers.
         *
         * @param tls the provider
         * @return this builder
         */
        public Builder provider(Provider tls) {
            this.provider = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /**
         * Where chance comes from; by default the TLS implementation's own choice.
         *
         * @param source the source
         * @return this builder
         */
        public Builder random(SecureRandom source) {
            this.random = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Makes the context.
         *
         * @return the context, ready for use
         * @throws IllegalStateException if there is no such protocol
         */
        public ServingSslContext build() {
            CurrentTrust current = new CurrentTrust(trust == null ? jdkTrust() : trust);
            return new ServingSslContext(
                    new RenewableContext(new ContextRecipe(keyManager, current, protocol, provider, random)), current);
        }

        private static X509ExtendedTrustManager jdkTrust() {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                for (TrustManager candidate : factory.getTrustManagers()) {
                    if (candidate instanceof X509ExtendedTrustManager extended) {
                        return extended;
                    }
                }
                throw new IllegalStateException("the JDK has no trust manager of its own: set one");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the JDK's authorities cannot be read: set a trust manager", e);
            }
        }
    }
}
