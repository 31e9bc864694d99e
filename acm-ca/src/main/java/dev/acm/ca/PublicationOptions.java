package dev.acm.ca;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an authority publishes, where the host serves it, and how long it is valid. Immutable.
 *
 * <p>In the URLs {@code {issuer}} stands for the id of the issuing CA: the hexadecimal subject key identifier. An
 * authority that rolls over needs it where the CAs' CRLs and certificates must be told apart.
 *
 * <ul>
 *   <li>no URL in certificates
 *   <li>one CRL for each CA, valid for 9 days; the root's valid for 180
 *   <li>OCSP responses valid for 3 days, signed by the issuing CA itself
 * </ul>
 */
public final class PublicationOptions {
    private static final Duration MAXIMUM = Duration.ofDays(10);

    private final Optional<UrlTemplate> crlUrl;
    private final int crlShards;
    private final Optional<UrlTemplate> issuerUrl;
    private final Optional<UrlTemplate> ocspUrl;
    private final Optional<UrlTemplate> rootCrlUrl;
    private final Optional<UrlTemplate> rootUrl;
    private final Duration crlValidity;
    private final Duration rootCrlValidity;
    private final Duration ocspValidity;
    private final Optional<Duration> responderValidity;

    private PublicationOptions(Builder builder) {
        this.crlUrl = builder.crlUrl;
        this.crlShards = builder.crlShards;
        this.issuerUrl = builder.issuerUrl;
        this.ocspUrl = builder.ocspUrl;
        this.rootCrlUrl = builder.rootCrlUrl;
        this.rootUrl = builder.rootUrl;
        this.crlValidity = builder.crlValidity;
        this.rootCrlValidity = builder.rootCrlValidity;
        this.ocspValidity = builder.ocspValidity;
        this.responderValidity = builder.responderValidity;
    }

    /**
     * Starts options, with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    boolean hasCrls() {
        return crlUrl.isPresent();
    }

    boolean namesRoot() {
        return rootCrlUrl.isPresent() || rootUrl.isPresent();
    }

    boolean hasInformation() {
        return issuerUrl.isPresent() || ocspUrl.isPresent();
    }

    /** Where CRLs are served now; empty without a URL. */
    Optional<CrlPlace> crlPlace() {
        return crlUrl.map(template -> new CrlPlace(template.toString(), crlShards));
    }

    /** All places of an issuer's CRLs; empty without a URL. */
    List<URI> crlUrls(Issuer issuer) {
        return crlPlace().map(place -> place.urls(issuer).toList()).orElse(List.of());
    }

    /** Which of {@link #crlUrls} a certificate is listed at; its serial number is random. */
    int shardOf(BigInteger serial) {
        return serial.mod(BigInteger.valueOf(crlShards)).intValue();
    }

    Optional<URI> issuerUrl(Issuer issuer) {
        return issuerUrl.map(template -> template.expand(issuer));
    }

    Optional<URI> ocspUrl(Issuer issuer) {
        return ocspUrl.map(template -> template.expand(issuer));
    }

    Optional<URI> rootCrlUrl(Issuer root) {
        return rootCrlUrl.map(template -> template.expand(root));
    }

    Optional<URI> rootUrl(Issuer root) {
        return rootUrl.map(template -> template.expand(root));
    }

    /** A URL under which two issuing CAs would publish different things. */
    Optional<String> ambiguousUrl() {
        return List.of(crlUrl, issuerUrl).stream()
                .flatMap(Optional::stream)
                .filter(template -> !template.namesIssuer())
                .map(UrlTemplate::toString)
                .findFirst();
    }

    Duration crlValidity() {
        return crlValidity;
    }

    Duration rootCrlValidity() {
        return rootCrlValidity;
    }

    Duration ocspValidity() {
        return ocspValidity;
    }

    /** How long a delegated responder's certificate is valid; empty if the issuing CAs answer themselves. */
    Optional<Duration> responderValidity() {
        return responderValidity;
    }

    /** Collects the options. Not thread-safe. */
    public static final class Builder {
        private Optional<UrlTemplate> crlUrl = Optional.empty();
        private int crlShards = 1;
        private Optional<UrlTemplate> issuerUrl = Optional.empty();
        private Optional<UrlTemplate> ocspUrl = Optional.empty();
        private Optional<UrlTemplate> rootCrlUrl = Optional.empty();
        private Optional<UrlTemplate> rootUrl = Optional.empty();
        private Duration crlValidity = Duration.ofDays(9);
        private Duration rootCrlValidity = Duration.ofDays(180);
        private Duration ocspValidity = Duration.ofDays(3);
        private Optional<Duration> responderValidity = Optional.empty();

        private Builder() {}

        /**
         * Sets where the host serves the CRL of an issuing CA; it gets into its certificates. For those that were issued
         * under another URL before, {@link EmbeddedAuthority#publications} goes on to make the CRLs of that URL; the host
         * serves them there until the issuing CA's end.
         *
         * @param url an http URL, in which {@code {issuer}} may stand; none by default
         * @return this builder
         */
        public Builder crlUrl(String url) {
            this.crlUrl = Optional.of(UrlTemplate.parse("crlUrl", url));
            return this;
        }

        /**
         * Divides the certificates of an issuing CA among many CRLs. A certificate's CRL is fixed when it is issued, so
         * after a change the former ones are published, too, as after a change of {@link #crlUrl}.
         *
         * @param shards 1 to 1024; 1 by default; with more, {@code {shard}} must stand in {@link #crlUrl}, for 0 and up
         * @return this builder
         */
        public Builder crlShards(int shards) {
            if (shards < 1 || shards > 1024) {
                throw new IllegalArgumentException("crlShards must be 1 to 1024, got " + shards);
            }
            this.crlShards = shards;
            return this;
        }

        /**
         * Sets where the host serves an issuing CA's certificate (DER); it gets into its certificates.
         *
         * @param url an http URL, in which {@code {issuer}} may stand; none by default
         * @return this builder
         */
        public Builder issuerUrl(String url) {
            this.issuerUrl = Optional.of(UrlTemplate.parse("issuerUrl", url));
            return this;
        }

        /**
         * Sets where the host serves {@link EmbeddedAuthority#ocsp}; it gets into certificates.
         *
         * @param url an http URL, in which {@code {issuer}} may stand; none by default
         * @return this builder
         */
        public Builder ocspUrl(String url) {
            this.ocspUrl = Optional.of(UrlTemplate.parse("ocspUrl", url));
            return this;
        }

        /**
         * Sets where the host serves the root's CRL; it gets into the certificates of issuing CAs that are made from now on.
         *
         * @param url an http URL, in which {@code {issuer}} stands for the root's id; none by default
         * @return this builder
         */
        public Builder rootCrlUrl(String url) {
            this.rootCrlUrl = Optional.of(UrlTemplate.parse("rootCrlUrl", url));
            return this;
        }

        /**
         * Sets where the host serves the root's certificate (DER); it gets into the certificates of issuing CAs that are
         * made from now on.
         *
         * @param url an http URL, in which {@code {issuer}} stands for the root's id; none by default
         * @return this builder
         */
        public Builder rootUrl(String url) {
            this.rootUrl = Optional.of(UrlTemplate.parse("rootUrl", url));
            return this;
        }

        /**
         * Sets how long the CRL of an issuing CA is valid.
         *
         * @param crlValidity 9 days by default; 1 hour to 10 days (BR 7.2)
         * @return this builder
         */
        public Builder crlValidity(Duration crlValidity) {
            this.crlValidity = between("crlValidity", crlValidity, Duration.ofHours(1), MAXIMUM);
            return this;
        }

        /**
         * Sets how long the root's CRL is valid.
         *
         * @param rootCrlValidity 180 days by default; 1 hour to 365 days (BR 7.2)
         * @return this builder
         */
        public Builder rootCrlValidity(Duration rootCrlValidity) {
            this.rootCrlValidity =
                    between("rootCrlValidity", rootCrlValidity, Duration.ofHours(1), Duration.ofDays(365));
            return this;
        }

        /**
         * Sets how long an OCSP response is valid.
         *
         * @param ocspValidity 3 days by default; 8 hours to 10 days (BR 4.9.9)
         * @return this builder
         */
        public Builder ocspValidity(Duration ocspValidity) {
            this.ocspValidity = between("ocspValidity", ocspValidity, Duration.ofHours(8), MAXIMUM);
            return this;
        }

        /**
         * Lets a responder of its own answer OCSP requests, with a key and a certificate that the authority makes and renews
         * (BR 7.1.2.8), so that the issuing CA's key is not used at every answer.
         *
         * @param validity how long its certificates are valid; more than {@link #ocspValidity}, at most 90 days. Not set by
         *     default: the issuing CA answers itself
         * @return this builder
         */
        public Builder ocspResponder(Duration validity) {
            this.responderValidity =
                    Optional.of(between("ocspResponder", validity, Duration.ofHours(9), Duration.ofDays(90)));
            return this;
        }

        private static Duration between(String parameter, Duration value, Duration minimum, Duration maximum) {
            if (value.compareTo(minimum) < 0 || value.compareTo(maximum) > 0) {
                throw new IllegalArgumentException(
                        parameter + " must be " + minimum + " to " + maximum + ", got " + value);
            }
            return value;
        }

        /**
         * Builds the options.
         *
         * @return the options
         * @throws IllegalArgumentException if there are shards and no place for each, or a responder that would not outlive
         *     its responses
         */
        public PublicationOptions build() {
            if (crlShards > 1 && !crlUrl.map(UrlTemplate::namesShard).orElse(false)) {
                throw new IllegalArgumentException("crlShards of " + crlShards + " need {shard} in crlUrl");
            }
            if (responderValidity.isPresent() && responderValidity.get().compareTo(ocspValidity) <= 0) {
                throw new IllegalArgumentException(
                        "ocspResponder must be more than ocspValidity, got " + responderValidity.get());
            }
            return new PublicationOptions(this);
        }
    }
}
