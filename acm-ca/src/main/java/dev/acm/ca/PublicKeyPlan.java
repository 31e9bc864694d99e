package dev.acm.ca;

import dev.acm.name.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A certificate for a public key whose holder the host knows by other means, for example because it made the key itself or a
 * device attested it. There is no signing request, so nobody has shown possession of the private key: the host vouches for
 * that. Immutable.
 */
public final class PublicKeyPlan {
    private final List<DomainName> names;
    private final byte[] publicKey;
    private final Instant requestedAt;
    private final boolean commonName;
    private final Optional<Duration> validity;
    private final Optional<String> profile;

    private PublicKeyPlan(Builder builder) {
        this.names = builder.names;
        this.publicKey = builder.publicKey;
        this.requestedAt = builder.requestedAt;
        this.commonName = builder.commonName;
        this.validity = builder.validity;
        this.profile = builder.profile;
    }

    /**
     * Starts a plan.
     *
     * @param names all names, in order; at least one
     * @param publicKey DER SubjectPublicKeyInfo
     * @param requestedAt the host's time; the validity starts near it
     * @return a builder
     */
    public static Builder builder(List<DomainName> names, byte[] publicKey, Instant requestedAt) {
        return new Builder(names, publicKey, requestedAt);
    }

    List<DomainName> names() {
        return names;
    }

    byte[] publicKey() {
        return publicKey;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    boolean commonName() {
        return commonName;
    }

    Optional<Duration> validity() {
        return validity;
    }

    Optional<String> profile() {
        return profile;
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final List<DomainName> names;
        private final byte[] publicKey;
        private final Instant requestedAt;
        private boolean commonName = true;
        private Optional<Duration> validity = Optional.empty();
        private Optional<String> profile = Optional.empty();

        private Builder(List<DomainName> names, byte[] publicKey, Instant requestedAt) {
            this.names = List.copyOf(names);
            this.publicKey = publicKey.clone();
            this.requestedAt = Objects.requireNonNull(requestedAt, "requestedAt");
            if (this.names.isEmpty()) {
                throw new IllegalArgumentException("names must not be empty");
            }
        }

        /**
         * Sets whether the first name becomes the common name where it fits (at most 64 octets).
         *
         * @param commonName true by default
         * @return this builder
         */
        public Builder commonName(boolean commonName) {
            this.commonName = commonName;
            return this;
        }

        /**
         * Sets how long the certificate should be valid.
         *
         * @param validity positive; the authority's default when not set
         * @return this builder
         */
        public Builder validity(Duration validity) {
            if (validity.isNegative() || validity.isZero()) {
                throw new IllegalArgumentException("validity must be positive, got " + validity);
            }
            this.validity = Optional.of(validity);
            return this;
        }

        /**
         * Sets the authority's profile.
         *
         * @param profile the authority's default when not set
         * @return this builder
         */
        public Builder profile(String profile) {
            this.profile = Optional.of(profile);
            return this;
        }

        /**
         * Builds the plan.
         *
         * @return the plan
         */
        public PublicKeyPlan build() {
            return new PublicKeyPlan(this);
        }
    }
}
