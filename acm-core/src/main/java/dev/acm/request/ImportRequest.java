package dev.acm.request;

import dev.acm.certificate.CertificateArn;
import dev.acm.tag.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A certificate made elsewhere, to be taken in. Contents are as the caller has them: {@code
 * CertificateManager.importCertificate} reads and checks all of them and reports all faults together.
 *
 * <p>Immutable but for {@link #destroy}. {@code toString} shows nothing of the contents.
 */
public final class ImportRequest {
    private final Source source;
    private final byte[] certificate;
    private final Optional<byte[]> chain;
    private final byte[] privateKey;
    private final Optional<char[]> passphrase;
    private final Optional<CertificateArn> arn;
    private final Optional<String> idempotencyToken;
    private final boolean admitRsa1024;
    private final List<Tag> tags;

    private ImportRequest(Builder builder) {
        this.source = builder.source;
        this.certificate = builder.certificate;
        this.privateKey = builder.privateKey.clone();
        this.chain = builder.chain;
        this.passphrase = builder.passphrase.map(char[]::clone);
        this.arn = builder.arn;
        this.idempotencyToken = builder.idempotencyToken;
        this.admitRsa1024 = builder.admitRsa1024;
        this.tags = List.copyOf(builder.tags);
    }

    /**
     * Starts a request with a certificate and its key as files of their own.
     *
     * @param certificate exactly one certificate, PEM or DER, 1 to 32 768 octets; copied
     * @param privateKey its key, PEM or DER: PKCS#8 plain or encrypted, PKCS#1 or SEC 1; 1 to 5 120 octets; copied
     * @return a builder
     */
    public static Builder builder(byte[] certificate, byte[] privateKey) {
        return new Builder(Source.FILES, certificate.clone(), privateKey.clone());
    }

    /**
     * Starts a request with a PKCS#12 file, which holds the key, its certificate, and the chain if there is one.
     *
     * @param file the file, 1 to 2 097 152 octets; copied
     * @param passphrase the file's passphrase; copied
     * @return a builder
     */
    public static Builder pkcs12(byte[] file, char[] passphrase) {
        return new Builder(Source.PKCS12, new byte[0], file.clone()).passphrase(passphrase);
    }

    /**
     * In which form it comes.
     *
     * @return files, or PKCS#12
     */
    public Source source() {
        return source;
    }

    /**
     * The certificate's file.
     *
     * @return a copy; empty for PKCS#12
     */
    public byte[] certificate() {
        return certificate.clone();
    }

    /**
     * The file with those that certify it.
     *
     * @return a copy, in the order given; empty if there is none
     */
    public Optional<byte[]> chain() {
        return chain.map(byte[]::clone);
    }

    /**
     * The file with the key: the key alone, or PKCS#12.
     *
     * @return a copy
     */
    public byte[] privateKey() {
        return privateKey.clone();
    }

    /**
     * What opens the key.
     *
     * @return a copy; empty for a key that is not encrypted
     */
    public Optional<char[]> passphrase() {
        return passphrase.map(char[]::clone);
    }

    /**
     * The certificate whose successor this is.
     *
     * @return the handle; empty for a first import
     */
    public Optional<CertificateArn> arn() {
        return arn;
    }

    /**
     * What makes a repeated first import the same import.
     *
     * @return the token; empty if each call imports anew
     */
    public Optional<String> idempotencyToken() {
        return idempotencyToken;
    }

    /**
     * Whether an RSA key of 1024 bits is taken.
     *
     * @return false unless switched on
     */
    public boolean admitRsa1024() {
        return admitRsa1024;
    }

    /**
     * The tags that the certificate is born with, as written.
     *
     * @return possibly empty, unmodifiable
     */
    public List<Tag> tags() {
        return tags;
    }

    /** Clears the copies of key and passphrase held here. The request cannot be used afterwards. */
    public void destroy() {
        Arrays.fill(privateKey, (byte) 0);
        passphrase.ifPresent(secret -> Arrays.fill(secret, '\0'));
    }

    @Override
    public String toString() {
        return "ImportRequest[" + source + arn.map(onto -> " onto " + onto).orElse("") + "]";
    }

    /** In which form a certificate comes. */
    public enum Source {
        /** Certificate, chain and key in files of their own. */
        FILES,
        /** All of them in one PKCS#12 file. */
        PKCS12
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {
        private final Source source;
        private final byte[] certificate;
        private final byte[] privateKey;
        private Optional<byte[]> chain = Optional.empty();
        private Optional<char[]> passphrase = Optional.empty();
        private Optional<CertificateArn> arn = Optional.empty();
        private Optional<String> idempotencyToken = Optional.empty();
        private boolean admitRsa1024;
        private final List<Tag> tags = new ArrayList<>();

        private Builder(Source source, byte[] certificate, byte[] privateKey) {
            this.source = source;
            this.certificate = certificate;
            this.privateKey = privateKey;
        }

        /**
         * Sets those that certify it. Order and duplicates are repaired; the result tells.
         *
         * @param newChain one or more certificates, PEM or DER, 1 to 2 097 152 octets; none by default; copied. With PKCS#12
         *     they are added to those of the file.
         * @return this builder
         */
        public Builder chain(byte[] newChain) {
            this.chain = Optional.of(newChain.clone());
            return this;
        }

        /**
         * Sets what opens an encrypted key.
         *
         * @param newPassphrase none by default; copied
         * @return this builder
         */
        public Builder passphrase(char[] newPassphrase) {
            this.passphrase = Optional.of(newPassphrase.clone());
            return this;
        }

        /**
         * Imports it as the successor of an imported certificate, whose handle and uses stay.
         *
         * @param newArn none by default, which imports it as a new one
         * @return this builder
         */
        public Builder onto(CertificateArn newArn) {
            this.arn = Optional.of(Objects.requireNonNull(newArn, "newArn"));
            return this;
        }

        /**
         * Makes a repeated first import within one hour the same import. An import onto a certificate needs none: doing so
         * twice is doing so once.
         *
         * @param token 1 to 32 word characters; none by default
         * @return this builder
         */
        public Builder idempotencyToken(String token) {
            this.idempotencyToken = Optional.of(Objects.requireNonNull(token, "token"));
            return this;
        }

        /**
         * Takes an RSA key of 1024 bits too, which can be broken with enough means. Other weak keys are never taken.
         *
         * @param admit false by default
         * @return this builder
         */
        public Builder admitRsa1024(boolean admit) {
            this.admitRsa1024 = admit;
            return this;
        }

        /**
         * Adds a tag. An import onto a certificate takes none: its tags stay.
         *
         * @param tag the tag
         * @return this builder
         */
        public Builder tag(Tag tag) {
            tags.add(Objects.requireNonNull(tag, "tag"));
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         */
        public ImportRequest build() {
            return new ImportRequest(this);
        }
    }
}
