package dev.acm.ca;

import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.ca.lint.ExternalLint;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.ValiditySchedule;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.name.DomainName;
import dev.acm.spi.KeyVault;
import dev.acm.spi.RecordStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How an embedded authority is set up. Immutable.
 *
 * <ul>
 *   <li>keys of root and issuing CA: RSA with 2048 bits and SHA-256
 *   <li>validity: 13 months (395 days), begun one hour back
 *   <li>profiles: {@link CertificateProfile#tlsServer()}, by name also tlsClient and tlsServerAndClient
 *   <li>no CRL, OCSP or issuer URL in certificates ({@link PublicationOptions}); no CAA identity
 * </ul>
 */
public final class AuthorityOptions {
    private final String name;
    private final RecordStore store;
    private final KeyVault vault;
    private final SecureRandom random;
    private final Set<String> caaIdentities;
    private final KeyAlgorithm keyAlgorithm;
    private final String country;
    private final String organization;
    private final ValiditySchedule validity;
    private final Duration backdate;
    private final Map<String, CertificateProfile> profiles;
    private final CertificateProfile defaultProfile;
    private final PublicKeyCheck keyCheck;
    private final Set<KeyAlgorithm> certifiedKeys;
    private final Optional<ExternalLint> externalLint;
    private final Optional<Provider> provider;
    private final PublicationOptions publication;
    private final List<DomainName> permittedNames;
    private final List<DomainName> excludedNames;

    private AuthorityOptions(Builder builder) {
        this.name = builder.name;
        this.store = builder.store;
        this.vault = builder.vault;
        this.random = builder.random;
        this.caaIdentities = builder.caaIdentities;
        this.keyAlgorithm = builder.keyAlgorithm;
        this.country = builder.country;
        this.organization = builder.organization;
        this.validity = builder.validity;
        this.backdate = builder.backdate;
        this.profiles = Map.copyOf(builder.profiles);
        this.defaultProfile = builder.defaultProfile;
        this.keyCheck = builder.keyCheck;
        this.certifiedKeys = builder.certifiedKeys;
        this.externalLint = builder.externalLint;
        this.provider = builder.provider;
        this.publication = builder.publication;
        this.permittedNames = builder.permittedNames;
        this.excludedNames = builder.excludedNames;
    }

    /**
     * Starts options.
     *
     * @param name a lasting name of the authority: its records and keys are found by it; {@code [A-Za-z0-9._-]{1,40}}
     * @param store where all its state is kept
     * @param vault seals the keys it makes; not used by an authority over a given key
     * @param random serial numbers and signatures
     * @return a builder
     */
    public static Builder builder(String name, RecordStore store, KeyVault vault, SecureRandom random) {
        return new Builder(name, store, vault, random);
    }

    /**
     * The authority's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    RecordStore store() {
        return store;
    }

    KeyVault vault() {
        return vault;
    }

    SecureRandom random() {
        return random;
    }

    Set<String> caaIdentities() {
        return caaIdentities;
    }

    KeyAlgorithm keyAlgorithm() {
        return keyAlgorithm;
    }

    Set<KeyAlgorithm> certifiedKeys() {
        return certifiedKeys;
    }

    String country() {
        return country;
    }

    String organization() {
        return organization;
    }

    ValiditySchedule validity() {
        return validity;
    }

    Duration backdate() {
        return backdate;
    }

    Map<String, CertificateProfile> profiles() {
        return profiles;
    }

    CertificateProfile defaultProfile() {
        return defaultProfile;
    }

    PublicKeyCheck keyCheck() {
        return keyCheck;
    }

    Optional<ExternalLint> externalLint() {
        return externalLint;
    }

    Optional<Provider> provider() {
        return provider;
    }

    PublicationOptions publication() {
        return publication;
    }

    List<DomainName> permittedNames() {
        return permittedNames;
    }

    List<DomainName> excludedNames() {
        return excludedNames;
    }

    /** Collects the optional parts. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");
        private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

        private final String name;
        private final RecordStore store;
        private final KeyVault vault;
        private final SecureRandom random;
        private final Map<String, CertificateProfile> profiles = new LinkedHashMap<>();
        private Set<String> caaIdentities = Set.of();
        private KeyAlgorithm keyAlgorithm = KeyAlgorithm.RSA_2048;
        private String country = "XX";
        private String organization;
        private ValiditySchedule validity = ValiditySchedule.thirteenMonths();
        private Duration backdate = Duration.ofHours(1);
        private CertificateProfile defaultProfile = CertificateProfile.tlsServer();
        private PublicKeyCheck keyCheck = PublicKeyCheck.builder().build();
        private Set<KeyAlgorithm> certifiedKeys =
                Set.of(KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_prime256v1, KeyAlgorithm.EC_secp384r1);
        private Optional<ExternalLint> externalLint = Optional.empty();
        private Optional<Provider> provider = Optional.empty();
        private PublicationOptions publication = PublicationOptions.builder().build();
        private List<DomainName> permittedNames = List.of();
        private List<DomainName> excludedNames = List.of();

        private Builder(String name, RecordStore store, KeyVault vault, SecureRandom random) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("name must match " + NAME.pattern());
            }
            this.name = name;
            this.organization = name;
            this.store = Objects.requireNonNull(store, "store");
            this.vault = Objects.requireNonNull(vault, "vault");
            this.random = Objects.requireNonNull(random, "random");
            profile(CertificateProfile.tlsServer());
            profile(CertificateProfile.tlsClient());
            profile(CertificateProfile.tlsServerAndClient());
        }

        /**
         * Sets the issuer domain names by which CAA records permit this authority (RFC 8659 section 4.2).
         *
         * @param caaIdentities none by default, so that any restricting record forbids
         * @return this builder
         */
        public Builder caaIdentities(Set<String> caaIdentities) {
            this.caaIdentities = Set.copyOf(caaIdentities);
            return this;
        }

        /**
         * Sets the keys of the root and the issuing CA that are made at the first start.
         *
         * @param keyAlgorithm RSA_2048 by default
         * @return this builder
         */
        public Builder keyAlgorithm(KeyAlgorithm keyAlgorithm) {
            if (keyAlgorithm == KeyAlgorithm.RSA_1024) {
                throw new IllegalArgumentException("keyAlgorithm must not be RSA_1024");
            }
            this.keyAlgorithm = keyAlgorithm;
            return this;
        }

        /**
         * Sets the kinds of keys that may be certified.
         *
         * @param certifiedKeys by default those that can be requested of ACM: RSA_2048, EC_prime256v1, EC_secp384r1; at least
         *     one, not RSA_1024 (BR 6.1.5)
         * @return this builder
         */
        public Builder certifiedKeys(Set<KeyAlgorithm> certifiedKeys) {
            if (certifiedKeys.isEmpty() || certifiedKeys.contains(KeyAlgorithm.RSA_1024)) {
                throw new IllegalArgumentException("certifiedKeys must be some, and not RSA_1024");
            }
            this.certifiedKeys = Set.copyOf(certifiedKeys);
            return this;
        }

        /**
         * Sets who the CA is, in the names of the certificates that are made at the first start.
         *
         * @param country two capital letters; {@code XX}, which stands for none, by default
         * @param organization 1 to 64 characters; the authority's name by default
         * @return this builder
         */
        public Builder subject(String country, String organization) {
            if (!COUNTRY.matcher(country).matches()) {
                throw new IllegalArgumentException("country must match " + COUNTRY.pattern());
            }
            if (organization.isBlank() || organization.length() > 64) {
                throw new IllegalArgumentException("organization must have 1 to 64 characters");
            }
            this.country = country;
            this.organization = organization;
            return this;
        }

        /**
         * Sets how long certificates are valid. A plan that asks for more gets the maximum.
         *
         * @param validity {@link ValiditySchedule#thirteenMonths()} by default
         * @return this builder
         */
        public Builder validity(ValiditySchedule validity) {
            this.validity = Objects.requireNonNull(validity, "validity");
            return this;
        }

        /**
         * Sets how long before its request a certificate's validity begins, for clocks that are slow.
         *
         * @param backdate one hour by default; 0 to 47 hours (BR 7.1.2.7)
         * @return this builder
         */
        public Builder backdate(Duration backdate) {
            if (backdate.isNegative() || backdate.compareTo(Duration.ofHours(47)) > 0) {
                throw new IllegalArgumentException("backdate must be 0 to 47 hours, got " + backdate);
            }
            this.backdate = backdate;
            return this;
        }

        /**
         * Adds a profile that plans may select, or replaces the one of that name.
         *
         * @param profile in addition to the three of {@link CertificateProfile}
         * @return this builder
         */
        public Builder profile(CertificateProfile profile) {
            profiles.put(profile.name(), profile);
            return this;
        }

        /**
         * Adds a profile and makes it the one of plans that select none.
         *
         * @param profile {@link CertificateProfile#tlsServer()} by default
         * @return this builder
         */
        public Builder defaultProfile(CertificateProfile profile) {
            this.defaultProfile = profile;
            return profile(profile);
        }

        /**
         * Sets how the keys to certify are checked.
         *
         * @param keyCheck the check with its defaults by default
         * @return this builder
         */
        public Builder keyCheck(PublicKeyCheck keyCheck) {
            this.keyCheck = Objects.requireNonNull(keyCheck, "keyCheck");
            return this;
        }

        /**
         * Sets a linter that judges leaves besides the rules of this module, before they are signed (BR 4.3.1.2). An error
         * of it refuses the attempt, and its serial number is not used again.
         *
         * @param externalLint none by default
         * @return this builder
         */
        public Builder externalLint(ExternalLint externalLint) {
            this.externalLint = Optional.of(externalLint);
            return this;
        }

        /**
         * Sets the JCA provider that signs, and verifies what it has the algorithm for. It need not be registered. For a key
         * that does not leave its provider, {@link IssuingCa#of(dev.acm.certificate.CertificateChain,
         * java.security.PrivateKey, Provider)} names it instead.
         *
         * @param provider by default Bouncy Castle for EC and the JDK's first for RSA
         * @return this builder
         */
        public Builder provider(Provider provider) {
            this.provider = Optional.of(provider);
            return this;
        }

        /**
         * Sets what is published, where and for how long.
         *
         * @param publication {@code PublicationOptions.builder().build()} by default: no URL in certificates
         * @return this builder
         */
        public Builder publication(PublicationOptions publication) {
            this.publication = Objects.requireNonNull(publication, "publication");
            return this;
        }

        /**
         * Sets the names the issuing CA may certify, with all below them (RFC 5280 section 4.2.1.10); in the certificates
         * that are made at the first start and by {@link EmbeddedAuthority#rollOver}.
         *
         * @param permitted any, when empty, which is the default; no wildcards
         * @param excluded none by default; no wildcards
         * @return this builder
         */
        public Builder nameConstraints(Collection<DomainName> permitted, Collection<DomainName> excluded) {
            if (permitted.stream().anyMatch(DomainName::isWildcard)
                    || excluded.stream().anyMatch(DomainName::isWildcard)) {
                throw new IllegalArgumentException("name constraints must not be wildcards");
            }
            this.permittedNames = List.copyOf(permitted);
            this.excludedNames = List.copyOf(excluded);
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         */
        public AuthorityOptions build() {
            return new AuthorityOptions(this);
        }
    }
}
