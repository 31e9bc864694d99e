package dev.acm.tls;

import dev.acm.certificate.CertificateArn;
import dev.acm.internal.Checks;
import dev.acm.spi.ServingMaterial;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key manager over all deployed certificates, whose generations are swapped while handshakes run. No handshake ever gets
 * the key of one generation with the chain of another.
 *
 * <p>A server's certificate is chosen by the SNI host name (RFC 6066 section 3): a certificate with exactly that name, then one
 * with a wildcard for its leftmost label (RFC 9525 section 6.3), then the default if no certificate has the name. Among several for one name: what the peer can
 * verify, valid before expired, of the key type JSSE asks for, and then the certificate first deployed last; renewing keeps a certificate's
 * place. A certificate whose extended key usage leaves out server authentication never serves as a server's, and likewise for clients. The
 * authorities a client names are not considered on the server side.
 *
 * <p>All names of a generation begin to serve by one atomic write. An alias names certificate, generation and publication; a
 * superseded generation stays readable by its alias for the retention (60 s by default; at most 4 096 of each certificate); an
 * unknown alias reads as null, never as whatever serves now. An alias is not an identifier to store.
 *
 * <p>Safe for use by many threads; choosing takes no lock, and publishing locks the one certificate only. Starts no thread.
 * Existing sessions stay resumable after a swap: see {@link ServingSslContext#cut()}.
 */
public final class ServingKeyManager extends X509ExtendedKeyManager {
    private static final Logger log = LoggerFactory.getLogger(ServingKeyManager.class);

    private final DeployedCertificates deployed = new DeployedCertificates();
    private final RetainedGenerations readable;
    private final GenerationChoice choice;
    private final GenerationSwap swap;

    private ServingKeyManager(Builder builder) {
        ServingDefaults defaults = new ServingDefaults(
                builder.withoutDefault || !builder.defaults.isEmpty(), builder.defaults, builder.clients);
        NameIndex names = new NameIndex();
        this.readable = new RetainedGenerations(builder.clock, builder.retention, builder.retainedPerCertificate);
        this.choice = new GenerationChoice(names, deployed, builder.clock, defaults);
        this.swap = new GenerationSwap(names, deployed, readable, builder.evictions);
    }

    /**
     * A key manager with all defaults and nothing deployed.
     *
     * @param clock says when a retention is over and which certificates are expired
     * @return the key manager
     */
    public static ServingKeyManager create(InstantSource clock) {
        return builder(clock).build();
    }

    /**
     * Begins a key manager.
     *
     * @param clock says when a retention is over and which certificates are expired
     * @return a builder with all defaults
     */
    public static Builder builder(InstantSource clock) {
        return new Builder(clock);
    }

    /**
     * Serves a generation from now on, if it is newer than the one that serves.
     *
     * <p>Whether key and chain belong together is not checked here but by {@link dev.acm.deploy.InProcessTls}.
     *
     * @param material key, chain and names
     * @return what became of it
     * @throws IllegalArgumentException if the leaf's extended key usage cannot be read
     */
    public Publication publish(ServingMaterial material) {
        return swap.publish(Objects.requireNonNull(material, "material"), OptionalLong.empty());
    }

    /**
     * Serves an older generation again, in place of a named newer one.
     *
     * @param material the older generation
     * @param replaced the generation to take back; if another one serves, nothing changes
     * @return {@code PUBLISHED}, {@code ALREADY_SERVED}, or {@code REFUSED_OLDER} if another generation serves than {@code replaced}
     * @throws IllegalArgumentException if the leaf's extended key usage cannot be read
     */
    public Publication rollBack(ServingMaterial material, long replaced) {
        return swap.publish(Objects.requireNonNull(material, "material"), OptionalLong.of(replaced));
    }

    /**
     * Stops serving a certificate under any name. Handshakes that have chosen it already complete.
     *
     * @param arn the certificate
     * @return whether it was deployed
     */
    public boolean retire(CertificateArn arn) {
        return swap.retire(Objects.requireNonNull(arn, "arn"));
    }

    /**
     * Makes the superseded generations of a certificate unreadable at once, for a compromised key. A handshake that has just
     * chosen one of them fails.
     *
     * @param arn the certificate
     */
    public void forgetSuperseded(CertificateArn arn) {
        readable.forgetSuperseded(Objects.requireNonNull(arn, "arn"));
    }

    /**
     * Drops superseded generations whose retention is over. Publishing does so too, little by little; a host that wants keys gone
     * from memory in time calls this now and then.
     */
    public void dropExpired() {
        readable.lookOverAll();
    }

    /**
     * Which generation of a certificate serves new handshakes.
     *
     * @param arn the certificate
     * @return the generation; empty if the certificate is not deployed
     */
    public OptionalLong generation(CertificateArn arn) {
        ServedGeneration serving = deployed.serving(Objects.requireNonNull(arn, "arn"));
        return serving == null ? OptionalLong.empty() : OptionalLong.of(serving.generation());
    }

    /**
     * The alias a server's handshake gets from a peer that can verify everything.
     *
     * @param host the host name the peer asks for, in any case
     * @param keyType the key type JSSE asks for: {@code EC}, {@code RSA}, {@code EdDSA}…
     * @return the alias; empty if no certificate fits
     */
    public Optional<String> serverAlias(String host, String keyType) {
        String type = GenerationChoice.keyAlgorithm(keyType);
        ServedGeneration chosen = choice.forServer(lowerCase(host), type, PeerOffer.UNKNOWN);
        return chosen != null && chosen.hasKeyType(type) ? Optional.of(chosen.alias()) : Optional.empty();
    }

    private @Nullable String chooseServer(@Nullable String keyType, PeerOffer offer) {
        if (keyType == null) {
            return null;
        }
        String type = GenerationChoice.keyAlgorithm(keyType);
        ServedGeneration decided = offer.decided();
        if (decided != null) {
            if (!decided.hasKeyType(type)) {
                return null;
            }
            offer.settled();
            return decided.alias();
        }
        String host = offer.host();
        ServedGeneration chosen = choice.forServer(host == null ? null : lowerCase(host), type, offer);
        if (chosen == null) {
            return null;
        }
        if (chosen.hasKeyType(type)) {
            return chosen.alias();
        }
        offer.decide(chosen);
        return null;
    }

    private @Nullable String chooseClient(
            String @Nullable [] keyTypes, Principal @Nullable [] issuers, PeerOffer offer) {
        if (keyTypes == null) {
            return null;
        }
        ServedGeneration chosen = choice.forClient(keyTypes, issuers == null ? new Principal[0] : issuers, offer);
        return chosen == null ? null : chosen.alias();
    }

    private static String lowerCase(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return host.toLowerCase(Locale.ROOT);
            }
        }
        return host;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            @Nullable String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseServer(keyType, PeerOffer.of(engine));
    }

    @Override
    public @Nullable String chooseServerAlias(
            @Nullable String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseServer(keyType, PeerOffer.of(socket));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String @Nullable [] keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClient(keyType, issuers, PeerOffer.of(engine));
    }

    @Override
    public @Nullable String chooseClientAlias(
            String @Nullable [] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseClient(keyType, issuers, PeerOffer.of(socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        ServedGeneration generation = readable.read(alias);
        return generation == null ? null : generation.certificates();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        ServedGeneration generation = readable.read(alias);
        return generation == null ? null : generation.privateKey();
    }

    @Override
    public String @Nullable [] getServerAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType, issuers, false);
    }

    @Override
    public String @Nullable [] getClientAliases(@Nullable String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType, issuers, true);
    }

    private String @Nullable [] aliases(@Nullable String keyType, Principal @Nullable [] issuers, boolean forClients) {
        List<String> found = new ArrayList<>();
        if (keyType != null) {
            String type = GenerationChoice.keyAlgorithm(keyType);
            Principal[] accepted = issuers == null ? new Principal[0] : issuers;
            for (ServedGeneration serving : deployed.serving()) {
                if (serving.hasKeyType(type)
                        && (forClients ? serving.forClients() : serving.forServers())
                        && serving.issuedByOneOf(accepted)) {
                    found.add(serving.alias());
                }
            }
        }
        return found.isEmpty() ? null : found.toArray(String[]::new);
    }

    /** Settings of a key manager. Not thread-safe; reusable. */
    public static final class Builder {
        private final InstantSource clock;
        private final List<CertificateArn> defaults = new ArrayList<>();
        private final List<CertificateArn> clients = new ArrayList<>();
        private Duration retention = Duration.ofSeconds(60);
        private int retainedPerCertificate = 4096;
        private boolean withoutDefault;
        private EvictionListener evictions = (arn, generation) ->
                log.warn("superseded generation evicted early certificate={} generation={}", arn, generation);

        private Builder(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * How long a superseded generation stays readable by its alias.
         *
         * @param duration 1 s to 1 h; 60 s by default
         * @return this builder
         */
        public Builder retention(Duration duration) {
            Checks.require(
                    duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofHours(1)) <= 0,
                    "retention must be 1 s to 1 h, got " + duration);
            this.retention = duration;
            return this;
        }

        /**
         * How many superseded generations of one certificate are kept at most; the oldest goes first.
         *
         * @param count 2 and up; 4 096 by default
         * @return this builder
         */
        public Builder retainedPerCertificate(int count) {
            Checks.require(count >= 2, "retainedPerCertificate must be at least 2, got " + count);
            this.retainedPerCertificate = count;
            return this;
        }

        /**
         * Who hears of generations evicted before their time; by default they are logged.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder onEviction(EvictionListener listener) {
            this.evictions = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Adds a certificate to serve peers that name no host, or one that no deployed certificate has. Several (an EC and an
         * RSA one) may be added. By default it is the certificate that was deployed first.
         *
         * @param arn the certificate; it need not be deployed yet
         * @return this builder
         */
        public Builder defaultCertificate(CertificateArn arn) {
            defaults.add(Objects.requireNonNull(arn, "arn"));
            return this;
        }

        /**
         * Refuses peers that name no host, or one that no deployed certificate has. Added default certificates are forgotten.
         *
         * @return this builder
         */
        public Builder withoutDefault() {
            defaults.clear();
            withoutDefault = true;
            return this;
        }

        /**
         * Adds a certificate to show to servers that ask for one (mutual TLS). Without any, all deployed certificates are
         * looked through in the order of their deployment: name the ones to use where many are deployed.
         *
         * @param arn the certificate; it need not be deployed yet
         * @return this builder
         */
        public Builder clientCertificate(CertificateArn arn) {
            clients.add(Objects.requireNonNull(arn, "arn"));
            return this;
        }

        /**
         * Makes the key manager.
         *
         * @return a key manager with nothing deployed
         */
        public ServingKeyManager build() {
            return new ServingKeyManager(this);
        }
    }
}
