package dev.acm.tls;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An {@link SSLContext} over a {@link ServingKeyManager}, for servers and for clients, that can be <em>cut</em>.
 *
 * <p>After a swap, new full handshakes show the new certificate, but sessions made before can still be resumed, and a resumed session
 * carries the identity it was made under: the server's, and the client's in mutual TLS. JSSE keeps such sessions in tickets that the peers hold, sealed under keys of
 * the context (the default of every JDK from 13 on), so there is nothing to invalidate. {@link #cut()} replaces the context behind this
 * one, keys and session caches with it; no session made before is resumed by anything made after.
 *
 * <p>What is covered: engines ({@link SSLContext#createSSLEngine()}: {@code HttpsServer}, Netty, Jetty, Tomcat, {@code HttpClient}), client sockets of factories
 * made before or after the cut, and connections accepted after the cut by server sockets made before or after it. What is not: an engine or socket that exists when the cut is made keeps its
 * context, so a connection that was accepted but has not sent its ClientHello yet may still resume, and established connections go on; a server that must be rid of them closes
 * them. Sessions that peers resume elsewhere are out of reach.
 *
 * <p>Safe for use by many threads.
 */
public final class ServingSslContext extends SSLContext {
    private final RenewableContext spi;

    private ServingSslContext(RenewableContext spi, Provider provider, String protocol) {
        super(spi, provider, protocol);
        this.spi = spi;
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
        spi.renew(null);
    }

    /**
     * Cuts, and trusts differently from then on: withdraws a client authority, for example. Identity and trust change in one step.
     *
     * @param trust judges the peers' certificates
     * @throws IllegalStateException if the JDK's TLS cannot be used any more; nothing was cut then
     */
    public void cut(X509TrustManager trust) {
        spi.renew(Objects.requireNonNull(trust, "trust"));
    }

    /** Settings of a context. Not thread-safe; reusable. */
    public static final class Builder {
        private final ServingKeyManager keyManager;
        private String protocol = "TLS";
        private @Nullable X509TrustManager trust;
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
        public Builder trust(X509TrustManager trustManager) {
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
            RenewableContext spi =
                    new RenewableContext(new ContextRecipe(keyManager, protocol, provider, random), trust);
            SSLContext first = spi.current();
            return new ServingSslContext(spi, first.getProvider(), first.getProtocol());
        }
    }

    /** How a context is made, again and again. */
    record ContextRecipe(
            ServingKeyManager keyManager,
            String protocol,
            @Nullable Provider provider,
            @Nullable SecureRandom random) {
        SSLContext make(@Nullable X509TrustManager trust) {
            try {
                SSLContext context = provider == null
                        ? SSLContext.getInstance(protocol)
                        : SSLContext.getInstance(protocol, provider);
                context.init(
                        new ServingKeyManager[] {keyManager},
                        trust == null ? null : new X509TrustManager[] {trust},
                        random);
                return context;
            } catch (NoSuchAlgorithmException | KeyManagementException e) {
                throw new IllegalStateException("no TLS context for protocol " + protocol, e);
            }
        }
    }
}
