package dev.acm.ca.profile;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a leaf certificate contains besides names, key and dates. Immutable.
 *
 * <p>The subject is never more than a common name, the names are never more than DNS names, and keyUsage, basicConstraints
 * and the key identifiers follow from the key and the issuer (BR 7.1.2.7).
 */
public final class CertificateProfile {
    /** The policy identifier of a domain-validated certificate (BR 7.1.6.1). */
    public static final String DOMAIN_VALIDATED = "2.23.140.1.2.1";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,17})){1,31}");

    private final String name;
    private final Set<Usage> usages;
    private final Optional<String> policy;
    private final boolean keyEncipherment;
    private final boolean subjectKeyIdentifier;

    private CertificateProfile(Builder builder) {
        this.name = builder.name;
        this.usages = Set.copyOf(builder.usages);
        this.policy = builder.policy;
        this.keyEncipherment = builder.keyEncipherment;
        this.subjectKeyIdentifier = builder.subjectKeyIdentifier;
    }

    /** What the key is for (RFC 5280 section 4.2.1.12). */
    public enum Usage {
        /** A TLS server. */
        SERVER_AUTH,
        /** A TLS client. */
        CLIENT_AUTH
    }

    /**
     * A TLS server, as a public domain-validated certificate.
     *
     * <ul>
     *   <li>extended key usage: serverAuth
     *   <li>policy: 2.23.140.1.2.1
     *   <li>RSA keys: digitalSignature and keyEncipherment
     *   <li>no subject key identifier
     * </ul>
     *
     * @return the profile named {@code tls-server}
     */
    public static CertificateProfile tlsServer() {
        return builder("tls-server", EnumSet.of(Usage.SERVER_AUTH)).build();
    }

    /**
     * A TLS client; otherwise as {@link #tlsServer()}, without a policy.
     *
     * @return the profile named {@code tls-client}
     */
    public static CertificateProfile tlsClient() {
        return builder("tls-client", EnumSet.of(Usage.CLIENT_AUTH))
                .withoutPolicy()
                .build();
    }

    /**
     * A TLS server that is a client too; otherwise as {@link #tlsServer()}.
     *
     * @return the profile named {@code tls-server-client}
     */
    public static CertificateProfile tlsServerAndClient() {
        return builder("tls-server-client", EnumSet.of(Usage.SERVER_AUTH, Usage.CLIENT_AUTH))
                .build();
    }

    /**
     * Starts a profile that is otherwise as {@link #tlsServer()}.
     *
     * @param name by which plans select it; {@code [a-z0-9-]{1,64}}
     * @param usages at least one
     * @return a builder
     */
    public static Builder builder(String name, Set<Usage> usages) {
        return new Builder(name, usages);
    }

    /**
     * The profile's name.
     *
     * @return by which plans select it
     */
    public String name() {
        return name;
    }

    /**
     * What the key is for.
     *
     * @return at least one, unmodifiable
     */
    public Set<Usage> usages() {
        return usages;
    }

    /**
     * The certificate policy.
     *
     * @return a dotted object identifier, or empty for none
     */
    public Optional<String> policy() {
        return policy;
    }

    /**
     * Whether RSA keys get keyEncipherment; EC keys never do (BR 7.1.2.7.11).
     *
     * @return true unless switched off
     */
    public boolean keyEncipherment() {
        return keyEncipherment;
    }

    /**
     * Whether the certificate carries an identifier of its own key (BR 7.1.2.7.6: not recommended).
     *
     * @return false unless switched on
     */
    public boolean subjectKeyIdentifier() {
        return subjectKeyIdentifier;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateProfile that
                && name.equals(that.name)
                && usages.equals(that.usages)
                && policy.equals(that.policy)
                && keyEncipherment == that.keyEncipherment
                && subjectKeyIdentifier == that.subjectKeyIdentifier;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, usages, policy, keyEncipherment, subjectKeyIdentifier);
    }

    @Override
    public String toString() {
        return "CertificateProfile[" + name + "]";
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Set<Usage> usages;
        private Optional<String> policy = Optional.of(DOMAIN_VALIDATED);
        private boolean keyEncipherment = true;
        private boolean subjectKeyIdentifier;

        private Builder(String name, Set<Usage> usages) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("name must match " + NAME.pattern());
            }
            if (usages.isEmpty()) {
                throw new IllegalArgumentException("usages must not be empty");
            }
            this.name = name;
            this.usages = usages;
        }

        /**
         * Sets the certificate policy.
         *
         * @param oid a dotted object identifier; {@link #DOMAIN_VALIDATED} by default
         * @return this builder
         */
        public Builder policy(String oid) {
            if (!OID.matcher(oid).matches()) {
                throw new IllegalArgumentException("policy must be a dotted object identifier");
            }
            this.policy = Optional.of(oid);
            return this;
        }

        /**
         * Leaves the certificate policy out.
         *
         * @return this builder
         */
        public Builder withoutPolicy() {
            this.policy = Optional.empty();
            return this;
        }

        /**
         * Sets whether RSA keys get keyEncipherment.
         *
         * @param keyEncipherment true by default
         * @return this builder
         */
        public Builder keyEncipherment(boolean keyEncipherment) {
            this.keyEncipherment = keyEncipherment;
            return this;
        }

        /**
         * Sets whether the certificate carries an identifier of its own key.
         *
         * @param subjectKeyIdentifier false by default
         * @return this builder
         */
        public Builder subjectKeyIdentifier(boolean subjectKeyIdentifier) {
            this.subjectKeyIdentifier = subjectKeyIdentifier;
            return this;
        }

        /**
         * Builds the profile.
         *
         * @return the profile
         */
        public CertificateProfile build() {
            return new CertificateProfile(this);
        }
    }
}
