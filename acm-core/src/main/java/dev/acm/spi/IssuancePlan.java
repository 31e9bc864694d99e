package dev.acm.spi;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.internal.Checks;
import dev.acm.name.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an authority is asked to certify. Immutable. */
public final class IssuancePlan {
    private final CertificateArn arn;
    private final long generation;
    private final List<DomainName> names;
    private final byte[] signingRequest;
    private final KeyAlgorithm keyAlgorithm;
    private final boolean commonName;
    private final Instant requestedAt;
    private final Optional<Duration> validity;
    private final Optional<String> profile;

    private IssuancePlan(Builder builder) {
        this.arn = builder.arn;
        this.generation = builder.generation;
        this.names = builder.names;
        this.signingRequest = builder.signingRequest;
        this.keyAlgorithm = builder.keyAlgorithm;
        this.commonName = builder.commonName;
        this.requestedAt = builder.requestedAt;
        this.validity = builder.validity;
        this.profile = builder.profile;
    }

    /**
     * Starts a plan.
     *
     * @param arn the certificate
     * @param generation the generation to produce, 1 and up
     * @param names all names, in order; at least one
     * @param signingRequest DER PKCS#10, signed with the key to certify; only its key and its proof of possession count
     * @param keyAlgorithm the key's algorithm
     * @param requestedAt the host's time of this attempt; the authority's validity starts near it
     * @return a builder
     */
    public static Builder builder(
            CertificateArn arn,
            long generation,
            List<DomainName> names,
            byte[] signingRequest,
            KeyAlgorithm keyAlgorithm,
            Instant requestedAt) {
        return new Builder(arn, generation, names, signingRequest, keyAlgorithm, requestedAt);
    }

    /**
     * The certificate.
     *
     * @return its handle
     */
    public CertificateArn arn() {
        return arn;
    }

    /**
     * The generation to produce.
     *
     * @return 1 and up
     */
    public long generation() {
        return generation;
    }

    /**
     * The names to certify.
     *
     * @return at least one, in order, unmodifiable
     */
    public List<DomainName> names() {
        return names;
    }

    /**
     * The signing request.
     *
     * @return a copy of the DER PKCS#10
     */
    public byte[] signingRequest() {
        return signingRequest.clone();
    }

    /**
     * The key's algorithm.
     *
     * @return the algorithm
     */
    public KeyAlgorithm keyAlgorithm() {
        return keyAlgorithm;
    }

    /**
     * Whether the first name becomes the common name where it fits (at most 64 octets).
     *
     * @return true unless switched off
     */
    public boolean commonName() {
        return commonName;
    }

    /**
     * The host's time of this attempt.
     *
     * @return the time
     */
    public Instant requestedAt() {
        return requestedAt;
    }

    /**
     * How long the certificate should be valid.
     *
     * @return the duration; empty for the authority's default
     */
    public Optional<Duration> validity() {
        return validity;
    }

    /**
     * Which of the authority's profiles to use.
     *
     * @return the profile; empty for the default
     */
    public Optional<String> profile() {
        return profile;
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final CertificateArn arn;
        private final long generation;
        private final List<DomainName> names;
        private final byte[] signingRequest;
        private final KeyAlgorithm keyAlgorithm;
        private final Instant requestedAt;
        private boolean commonName = true;
        private Optional<Duration> validity = Optional.empty();
        private Optional<String> profile = Optional.empty();

        private Builder(
                CertificateArn arn,
                long generation,
                List<DomainName> names,
                byte[] signingRequest,
                KeyAlgorithm keyAlgorithm,
                Instant requestedAt) {
            this.arn = Objects.requireNonNull(arn, "arn");
            this.generation = generation;
            this.names = List.copyOf(names);
            this.signingRequest = signingRequest.clone();
            this.keyAlgorithm = Objects.requireNonNull(keyAlgorithm, "keyAlgorithm");
            this.requestedAt = Objects.requireNonNull(requestedAt, "requestedAt");
            Checks.require(generation >= 1, () -> "generation must be 1 or more, got " + generation);
            Checks.require(!this.names.isEmpty(), "names must not be empty");
        }

        /**
         * Sets whether the first name becomes the common name.
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
            Checks.require(
                    !validity.isNegative() && !validity.isZero(), () -> "validity must be positive, got " + validity);
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
        public IssuancePlan build() {
            return new IssuancePlan(this);
        }
    }
}
