package dev.acm.request;

import dev.acm.certificate.KeyAlgorithm;
import dev.acm.dcv.ValidationMethod;
import dev.acm.internal.Checks;
import dev.acm.tag.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a caller asks for. Names are as the caller wrote them: {@code CertificateManager.request} checks the whole request
 * and reports all faults together. Immutable.
 */
public final class CertificateRequest {
    private final List<String> names;
    private final ValidationMethod validationMethod;
    private final KeyAlgorithm keyAlgorithm;
    private final boolean commonName;
    private final boolean exportable;
    private final Optional<Duration> validity;
    private final Optional<String> idempotencyToken;
    private final List<Tag> tags;

    private CertificateRequest(Builder builder) {
        this.names = List.copyOf(builder.names);
        this.validationMethod = builder.validationMethod;
        this.keyAlgorithm = builder.keyAlgorithm;
        this.commonName = builder.commonName;
        this.exportable = builder.exportable;
        this.validity = builder.validity;
        this.idempotencyToken = builder.idempotencyToken;
        this.tags = List.copyOf(builder.tags);
    }

    /**
     * Starts a request. By default DNS validation, RSA_2048, the first name as common name, not exportable, and the
     * authority's validity.
     *
     * @param domainName the first name; {@code *.} asks for a wildcard
     * @return a builder
     */
    public static Builder builder(String domainName) {
        return new Builder(domainName);
    }

    /**
     * The names as written, the first one first.
     *
     * @return at least one, unmodifiable
     */
    public List<String> names() {
        return names;
    }

    /**
     * How control is proven.
     *
     * @return DNS unless set
     */
    public ValidationMethod validationMethod() {
        return validationMethod;
    }

    /**
     * The key's algorithm.
     *
     * @return RSA_2048 unless set
     */
    public KeyAlgorithm keyAlgorithm() {
        return keyAlgorithm;
    }

    /**
     * Whether the first name becomes the common name.
     *
     * @return true unless switched off
     */
    public boolean commonName() {
        return commonName;
    }

    /**
     * Whether the private key may be taken out later; cannot be changed.
     *
     * @return false unless set
     */
    public boolean exportable() {
        return exportable;
    }

    /**
     * How long each generation should be valid.
     *
     * @return the duration; empty for the authority's default
     */
    public Optional<Duration> validity() {
        return validity;
    }

    /**
     * The token by which a repeated request is known, for one hour.
     *
     * @return 1 to 32 word characters, or empty
     */
    public Optional<String> idempotencyToken() {
        return idempotencyToken;
    }

    /**
     * The tags that the certificate is born with, as written.
     *
     * @return in the order given, unmodifiable
     */
    public List<Tag> tags() {
        return tags;
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final List<String> names = new ArrayList<>();
        private ValidationMethod validationMethod = ValidationMethod.DNS;
        private KeyAlgorithm keyAlgorithm = KeyAlgorithm.RSA_2048;
        private boolean commonName = true;
        private boolean exportable;
        private Optional<Duration> validity = Optional.empty();
        private Optional<String> idempotencyToken = Optional.empty();
        private final List<Tag> tags = new ArrayList<>();

        private Builder(String domainName) {
            names.add(Objects.requireNonNull(domainName, "domainName"));
        }

        /**
         * Adds a name.
         *
         * @param name the name
         * @return this builder
         */
        public Builder alternativeName(String name) {
            names.add(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Adds names.
         *
         * @param more the names
         * @return this builder
         */
        public Builder alternativeNames(List<String> more) {
            more.forEach(this::alternativeName);
            return this;
        }

        /**
         * Sets how control is proven.
         *
         * @param validationMethod DNS by default
         * @return this builder
         */
        public Builder validationMethod(ValidationMethod validationMethod) {
            this.validationMethod = Objects.requireNonNull(validationMethod, "validationMethod");
            return this;
        }

        /**
         * Sets the key's algorithm.
         *
         * @param keyAlgorithm RSA_2048 by default
         * @return this builder
         */
        public Builder keyAlgorithm(KeyAlgorithm keyAlgorithm) {
            this.keyAlgorithm = Objects.requireNonNull(keyAlgorithm, "keyAlgorithm");
            return this;
        }

        /**
         * Sets whether the first name becomes the common name. Without it, the first name may be longer than 64 octets.
         *
         * @param commonName true by default
         * @return this builder
         */
        public Builder commonName(boolean commonName) {
            this.commonName = commonName;
            return this;
        }

        /**
         * Sets whether the private key may be taken out later.
         *
         * @param exportable false by default
         * @return this builder
         */
        public Builder exportable(boolean exportable) {
            this.exportable = exportable;
            return this;
        }

        /**
         * Sets how long each generation should be valid.
         *
         * @param validity positive; the authority's default when not set
         * @return this builder
         */
        public Builder validity(Duration validity) {
            Checks.require(!validity.isNegative() && !validity.isZero(), "validity must be positive, got " + validity);
            this.validity = Optional.of(validity);
            return this;
        }

        /**
         * Sets the token by which a repeated request is known, for one hour.
         *
         * @param token 1 to 32 word characters
         * @return this builder
         */
        public Builder idempotencyToken(String token) {
            this.idempotencyToken = Optional.of(token);
            return this;
        }

        /**
         * Adds a tag.
         *
         * @param tag the tag
         * @return this builder
         */
        public Builder tag(Tag tag) {
            tags.add(Objects.requireNonNull(tag, "tag"));
            return this;
        }

        /**
         * Builds the request. Nothing is checked yet but single values.
         *
         * @return the request
         */
        public CertificateRequest build() {
            return new CertificateRequest(this);
        }
    }
}
