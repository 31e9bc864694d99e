package dev.acm.ca.lint;

import dev.acm.ca.internal.MalformedDerException;
import dev.acm.ca.profile.ValiditySchedule;
import dev.acm.ca.profile.ValidityWindow;
import dev.acm.name.DomainName;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known besides the certificate's own octets; with more of it more rules can be judged. Immutable.
 */
public final class LintContext {
    private static final LintContext NONE = new Builder().build();

    private final @Nullable IssuerFacts issuer;
    private final @Nullable Instant signedAt;
    private final byte @Nullable [] requestedKey;
    private final @Nullable Set<String> plannedNames;
    private final @Nullable Duration maximumValidity;
    private final @Nullable BigInteger reservedSerial;
    private final @Nullable ValidityWindow plannedValidity;
    private final byte @Nullable [] plannedExtensions;
    private final ValiditySchedule limits;
    private final Set<Rule> waived;

    private LintContext(Builder builder) {
        this.issuer = builder.issuer;
        this.signedAt = builder.signedAt;
        this.requestedKey = builder.requestedKey;
        this.plannedNames = builder.plannedNames;
        this.maximumValidity = builder.maximumValidity;
        this.reservedSerial = builder.reservedSerial;
        this.plannedValidity = builder.plannedValidity;
        this.plannedExtensions = builder.plannedExtensions;
        this.limits = builder.limits;
        this.waived = builder.waived;
    }

    /**
     * Nothing is known.
     *
     * @return the context
     */
    public static LintContext none() {
        return NONE;
    }

    /**
     * Starts a context.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder with this context's values; what was read of the issuer is kept, not read again.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.issuer = issuer;
        builder.signedAt = signedAt;
        builder.requestedKey = requestedKey;
        builder.plannedNames = plannedNames;
        builder.maximumValidity = maximumValidity;
        builder.reservedSerial = reservedSerial;
        builder.plannedValidity = plannedValidity;
        builder.plannedExtensions = plannedExtensions;
        builder.limits = limits;
        builder.waived = waived;
        return builder;
    }

    Optional<IssuerFacts> issuer() {
        return Optional.ofNullable(issuer);
    }

    Optional<Instant> signedAt() {
        return Optional.ofNullable(signedAt);
    }

    Optional<byte[]> requestedKey() {
        return Optional.ofNullable(requestedKey);
    }

    Optional<Set<String>> plannedNames() {
        return Optional.ofNullable(plannedNames);
    }

    Optional<Duration> maximumValidity() {
        return Optional.ofNullable(maximumValidity);
    }

    Optional<BigInteger> reservedSerial() {
        return Optional.ofNullable(reservedSerial);
    }

    Optional<ValidityWindow> plannedValidity() {
        return Optional.ofNullable(plannedValidity);
    }

    Optional<byte[]> plannedExtensions() {
        return Optional.ofNullable(plannedExtensions);
    }

    ValiditySchedule limits() {
        return limits;
    }

    Set<Rule> waived() {
        return waived;
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private @Nullable IssuerFacts issuer;
        private @Nullable Instant signedAt;
        private byte @Nullable [] requestedKey;
        private @Nullable Set<String> plannedNames;
        private @Nullable Duration maximumValidity;
        private @Nullable BigInteger reservedSerial;
        private @Nullable ValidityWindow plannedValidity;
        private byte @Nullable [] plannedExtensions;
        private ValiditySchedule limits = ValiditySchedule.caBrowserForum();
        private Set<Rule> waived = Set.of();

        private Builder() {}

        /**
         * Sets the issuing certificate.
         *
         * @param issuer whose name, key identifier, key and end the certificate must match
         * @return this builder
         * @throws IllegalArgumentException if its key, key identifier or name constraints cannot be read
         */
        public Builder issuer(X509Certificate issuer) {
            return issuerChain(List.of(issuer));
        }

        /**
         * Sets the issuing CA's certificate with those above it, whose name constraints and ends bind too.
         *
         * @param chain the issuing certificate first, each followed by its issuer; at least one
         * @return this builder
         * @throws IllegalArgumentException if {@code chain} is empty, or a key, key identifier or name constraints in it
         *     cannot be read
         */
        public Builder issuerChain(List<X509Certificate> chain) {
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("chain must not be empty");
            }
            try {
                this.issuer = IssuerFacts.of(chain);
            } catch (MalformedDerException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("chain must hold readable CA certificates: " + e.getMessage(), e);
            }
            return this;
        }

        /**
         * Sets when the certificate is or was signed.
         *
         * @param signedAt not known by default: then notBefore stands for it
         * @return this builder
         */
        public Builder signedAt(Instant signedAt) {
            this.signedAt = Objects.requireNonNull(signedAt, "signedAt");
            return this;
        }

        /**
         * Sets the key that was requested.
         *
         * @param spki DER SubjectPublicKeyInfo
         * @return this builder
         */
        public Builder requestedKey(byte[] spki) {
            this.requestedKey = spki.clone();
            return this;
        }

        /**
         * Sets the names that are to be certified.
         *
         * @param names all of them, in any order
         * @return this builder
         */
        public Builder plannedNames(Collection<DomainName> names) {
            Set<String> values = new HashSet<>();
            names.forEach(name -> values.add(name.value()));
            this.plannedNames = Collections.unmodifiableSet(values);
            return this;
        }

        /**
         * Sets the longest validity the authority gives.
         *
         * @param maximumValidity both ends included
         * @return this builder
         */
        public Builder maximumValidity(Duration maximumValidity) {
            this.maximumValidity = Objects.requireNonNull(maximumValidity, "maximumValidity");
            return this;
        }

        /**
         * Sets the serial number that was reserved.
         *
         * @param serial the only one that is right
         * @return this builder
         */
        public Builder reservedSerial(BigInteger serial) {
            this.reservedSerial = Objects.requireNonNull(serial, "serial");
            return this;
        }

        /**
         * Sets the validity that is planned.
         *
         * @param window the only one that is right
         * @return this builder
         */
        public Builder plannedValidity(ValidityWindow window) {
            this.plannedValidity = Objects.requireNonNull(window, "window");
            return this;
        }

        /**
         * Sets the extensions that are planned.
         *
         * @param extensions the DER SEQUENCE of all of them, the only one that is right
         * @return this builder
         */
        public Builder plannedExtensions(byte[] extensions) {
            this.plannedExtensions = extensions.clone();
            return this;
        }

        /**
         * Sets the limits of {@link Rule#VALIDITY_TOO_LONG}.
         *
         * @param limits {@link ValiditySchedule#caBrowserForum()} by default
         * @return this builder
         */
        public Builder limits(ValiditySchedule limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * Sets rules that are not applied.
         *
         * @param rules none by default
         * @return this builder
         */
        public Builder waive(Collection<Rule> rules) {
            Set<Rule> copy = EnumSet.noneOf(Rule.class);
            copy.addAll(rules);
            this.waived = Collections.unmodifiableSet(copy);
            return this;
        }

        /**
         * Builds the context.
         *
         * @return the context
         */
        public LintContext build() {
            return new LintContext(this);
        }
    }
}
