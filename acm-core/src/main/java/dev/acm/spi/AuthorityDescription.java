package dev.acm.spi;

import dev.acm.certificate.KeyAlgorithm;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What an authority says of itself. Immutable. */
public final class AuthorityDescription {
    private final String name;
    private final Set<String> caaIdentities;
    private final Set<URI> accountUris;
    private final ValidatedBy validatedBy;
    private final Set<KeyAlgorithm> keyAlgorithms;
    private final List<X509Certificate> trustAnchors;
    private final Optional<Duration> maximumValidity;
    private final Optional<AuthorityLimit> limit;
    private final boolean renewalHints;
    private final Optional<URI> termsOfService;
    private final Optional<URI> policies;

    private AuthorityDescription(Builder builder) {
        this.name = builder.name;
        this.caaIdentities = Set.copyOf(builder.caaIdentities);
        this.accountUris = Set.copyOf(builder.accountUris);
        this.validatedBy = builder.validatedBy;
        this.keyAlgorithms = Set.copyOf(builder.keyAlgorithms);
        this.trustAnchors = List.copyOf(builder.trustAnchors);
        this.maximumValidity = builder.maximumValidity;
        this.limit = builder.limit;
        this.renewalHints = builder.renewalHints;
        this.termsOfService = builder.termsOfService;
        this.policies = builder.policies;
    }

    /**
     * Starts a description. By default the manager validates, and the requestable key algorithms are served.
     *
     * @param name a lasting name of the authority
     * @param caaIdentities its issuer domain names for CAA (RFC 8659 section 4.2); empty if it is in no CAA record, so that
     *     any restricting record forbids it
     * @return a builder
     */
    public static Builder builder(String name, Set<String> caaIdentities) {
        return new Builder(name, caaIdentities);
    }

    /**
     * A lasting name of the authority.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Its issuer domain names for CAA.
     *
     * @return possibly empty, unmodifiable
     */
    public Set<String> caaIdentities() {
        return caaIdentities;
    }

    /**
     * The URIs of the account it issues under, for {@code accounturi} (RFC 8657 section 3).
     *
     * @return possibly empty, unmodifiable
     */
    public Set<URI> accountUris() {
        return accountUris;
    }

    /**
     * Who proves control of the names.
     *
     * @return the manager unless stated otherwise
     */
    public ValidatedBy validatedBy() {
        return validatedBy;
    }

    /**
     * The key algorithms it certifies.
     *
     * @return unmodifiable
     */
    public Set<KeyAlgorithm> keyAlgorithms() {
        return keyAlgorithms;
    }

    /**
     * The roots its chains lead to.
     *
     * @return possibly empty, when the chain is accepted by its own signatures
     */
    public List<X509Certificate> trustAnchors() {
        return trustAnchors;
    }

    /**
     * The longest validity it gives.
     *
     * @return the duration, or empty if not known
     */
    public Optional<Duration> maximumValidity() {
        return maximumValidity;
    }

    /**
     * How much it may be asked for, by all managers that share a store together.
     *
     * @return the limit, or empty if there is none
     */
    public Optional<AuthorityLimit> limit() {
        return limit;
    }

    /**
     * Whether {@link CertificateAuthority#renewalHint} is worth a call.
     *
     * @return false unless stated otherwise: it is never called then
     */
    public boolean renewalHints() {
        return renewalHints;
    }

    /**
     * Its terms of service.
     *
     * @return a link, or empty
     */
    public Optional<URI> termsOfService() {
        return termsOfService;
    }

    /**
     * Its certificate policy or practice statement.
     *
     * @return a link, or empty
     */
    public Optional<URI> policies() {
        return policies;
    }

    /** Who proves control of the names. */
    public enum ValidatedBy {
        /** The manager alone. */
        MANAGER,
        /** The authority alone; what to publish comes with its answers. */
        AUTHORITY,
        /** Both, the manager first. */
        BOTH
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Set<String> caaIdentities;
        private Set<URI> accountUris = Set.of();
        private ValidatedBy validatedBy = ValidatedBy.MANAGER;
        private Set<KeyAlgorithm> keyAlgorithms =
                EnumSet.of(KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1);
        private List<X509Certificate> trustAnchors = List.of();
        private Optional<Duration> maximumValidity = Optional.empty();
        private Optional<AuthorityLimit> limit = Optional.empty();
        private boolean renewalHints;
        private Optional<URI> termsOfService = Optional.empty();
        private Optional<URI> policies = Optional.empty();

        private Builder(String name, Set<String> caaIdentities) {
            this.name = Objects.requireNonNull(name, "name");
            this.caaIdentities = Objects.requireNonNull(caaIdentities, "caaIdentities");
        }

        /**
         * Sets the account URIs.
         *
         * @param accountUris none by default
         * @return this builder
         */
        public Builder accountUris(Set<URI> accountUris) {
            this.accountUris = Objects.requireNonNull(accountUris, "accountUris");
            return this;
        }

        /**
         * Sets who proves control.
         *
         * @param validatedBy the manager by default
         * @return this builder
         */
        public Builder validatedBy(ValidatedBy validatedBy) {
            this.validatedBy = Objects.requireNonNull(validatedBy, "validatedBy");
            return this;
        }

        /**
         * Sets the key algorithms.
         *
         * @param keyAlgorithms the requestable ones by default
         * @return this builder
         */
        public Builder keyAlgorithms(Set<KeyAlgorithm> keyAlgorithms) {
            this.keyAlgorithms = Objects.requireNonNull(keyAlgorithms, "keyAlgorithms");
            return this;
        }

        /**
         * Sets the roots.
         *
         * @param trustAnchors none by default
         * @return this builder
         */
        public Builder trustAnchors(List<X509Certificate> trustAnchors) {
            this.trustAnchors = Objects.requireNonNull(trustAnchors, "trustAnchors");
            return this;
        }

        /**
         * Sets the longest validity.
         *
         * @param maximumValidity not known by default
         * @return this builder
         */
        public Builder maximumValidity(Duration maximumValidity) {
            this.maximumValidity = Optional.of(maximumValidity);
            return this;
        }

        /**
         * Sets how much it may be asked for.
         *
         * @param limit none by default
         * @return this builder
         */
        public Builder limit(AuthorityLimit limit) {
            this.limit = Optional.of(limit);
            return this;
        }

        /**
         * Sets whether it gives renewal hints.
         *
         * @param renewalHints false by default
         * @return this builder
         */
        public Builder renewalHints(boolean renewalHints) {
            this.renewalHints = renewalHints;
            return this;
        }

        /**
         * Sets the link to the terms of service.
         *
         * @param termsOfService none by default
         * @return this builder
         */
        public Builder termsOfService(URI termsOfService) {
            this.termsOfService = Optional.of(termsOfService);
            return this;
        }

        /**
         * Sets the link to the policies.
         *
         * @param policies none by default
         * @return this builder
         */
        public Builder policies(URI policies) {
            this.policies = Optional.of(policies);
            return this;
        }

        /**
         * Builds the description.
         *
         * @return the description
         */
        public AuthorityDescription build() {
            return new AuthorityDescription(this);
        }
    }
}
