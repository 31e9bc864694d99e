package dev.acm.ca;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.key.KeyFinding;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.ca.lint.LintContext;
import dev.acm.ca.profile.CertificateProfile;
import dev.acm.certificate.CertificateChain;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.spi.AuthorityException;
import dev.acm.spi.RecordKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One CA certificate with its key, and what every certificate it signs has in common, encoded once. */
final class Issuer {
    private final X509Certificate certificate;
    private final CertificateChain published;
    private final CaSigner signer;
    private final String id;
    private final byte[] subject;
    private final byte[] keyIdentifier;
    private final byte[] publicKey;
    private final LintContext context;
    private final Instant notBefore;
    private final Instant notAfter;
    private final RecordKey revocationKey;
    private final Optional<Set<String>> purposes;
    private final Hashes sha1;
    private final Hashes sha256;

    private Issuer(List<X509Certificate> path, CaSigner signer) {
        this.certificate = path.get(0);
        List<X509Certificate> chain = withoutRoot(path);
        this.published = CertificateChain.of(chain);
        this.signer = signer;
        this.subject = certificate.getSubjectX500Principal().getEncoded();
        this.publicKey = certificate.getPublicKey().getEncoded();
        this.keyIdentifier = keyIdentifier(certificate).orElseThrow();
        this.id = HexFormat.of().formatHex(keyIdentifier);
        String above = keyIdentifier(path.get(path.size() > 1 ? 1 : 0))
                .map(HexFormat.of()::formatHex)
                .orElse("");
        this.revocationKey = Revocations.key(above, certificate.getSerialNumber());
        this.context = LintContext.builder().issuerChain(path).build();
        this.notBefore = certificate.getNotBefore().toInstant();
        this.notAfter = path.stream()
                .map(one -> one.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.purposes = purposes(chain);
        byte[] key = DerElement.parse(publicKey).children().get(1).bitStringOctets();
        this.sha1 = new Hashes(digest("SHA-1", subject), digest("SHA-1", key));
        this.sha256 = new Hashes(digest("SHA-256", subject), digest("SHA-256", key));
    }

    /** How OCSP requests name an issuer (RFC 6960 section 4.1.1). */
    static final class Hashes {
        private final byte[] name;
        private final byte[] key;

        private Hashes(byte[] name, byte[] key) {
            this.name = name;
            this.key = key;
        }

        byte[] name() {
            return name;
        }

        byte[] key() {
            return key;
        }
    }

    /**
     * Takes a CA certificate and its key after checking that they belong together and may sign (BR 7.1.2.10).
     *
     * @param path the CA certificate first, then those above it, the root last
     * @param token the provider that alone signs with the key; the options' otherwise
     */
    static Issuer of(List<X509Certificate> path, PrivateKey key, Optional<Provider> token, AuthorityOptions options)
            throws AuthorityException {
        CaChain.check(path);
        byte[] publicKey = path.get(0).getPublicKey().getEncoded();
        Optional<KeyAlgorithm> algorithm = PublicKeyCheck.algorithmOf(publicKey);
        if (algorithm.isEmpty()) {
            throw unfit("its key is of no kind that signs here");
        }
        List<KeyFinding> weaknesses = options.keyCheck().check(publicKey);
        if (!weaknesses.isEmpty()) {
            throw unfit("its key is weak: " + weaknesses);
        }
        if (path.get(0).getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER) == null) {
            throw unfit("it has no subject key identifier");
        }
        return new Issuer(path, CaSigner.of(key, publicKey, algorithm.get(), token, options));
    }

    /** A root this module has made, with its signer. */
    static Issuer ofRoot(X509Certificate root, CaSigner signer) {
        return new Issuer(List.of(root), signer);
    }

    private static List<X509Certificate> withoutRoot(List<X509Certificate> path) {
        boolean root = path.size() > 1 && CaChain.isSelfIssued(path.get(path.size() - 1));
        return List.copyOf(root ? path.subList(0, path.size() - 1) : path);
    }

    private static AuthorityException unfit(String why) {
        return CaChain.refused("the CA certificate cannot be used: " + why);
    }

    /** What all CAs below the root permit; empty if none of them says anything. */
    private static Optional<Set<String>> purposes(List<X509Certificate> chain) {
        Optional<Set<String>> common = Optional.empty();
        for (X509Certificate ca : chain) {
            try {
                List<String> purposes = ca.getExtendedKeyUsage();
                if (purposes != null && !purposes.contains(Oids.ANY_EXTENDED_KEY_USAGE)) {
                    Set<String> left = common.map(HashSet::new).orElseGet(() -> new HashSet<>(purposes));
                    left.retainAll(purposes);
                    common = Optional.of(left);
                }
            } catch (CertificateParsingException e) {
                return Optional.of(Set.of());
            }
        }
        return common;
    }

    private static Optional<byte[]> keyIdentifier(X509Certificate certificate) {
        return Optional.ofNullable(certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER))
                .map(value -> DerElement.parse(value)
                        .expect(Der.OCTET_STRING)
                        .inner()
                        .expect(Der.OCTET_STRING)
                        .content());
    }

    private static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** A certificate that it has signed, followed by its own and those above it without the root. */
    CertificateChain issued(byte[] leaf) {
        return CertificateChain.issued(leaf, published);
    }

    CaSigner signer() {
        return signer;
    }

    /** The subject key identifier, hex: names the issuer in records. */
    String id() {
        return id;
    }

    /** The octets of its name, for certificates to copy (BR 7.1.4.1); not to be written to. */
    byte[] subject() {
        return subject;
    }

    /** The octets of its subject key identifier; not to be written to. */
    byte[] keyIdentifier() {
        return keyIdentifier;
    }

    /** Its public key's octets; not to be written to. */
    byte[] publicKey() {
        return publicKey;
    }

    /** Where it is recorded if the CA itself is revoked. */
    RecordKey revocationKey() {
        return revocationKey;
    }

    Hashes sha1() {
        return sha1;
    }

    Hashes sha256() {
        return sha256;
    }

    /** Whether the extended key usages of this CA and those above it leave room for a profile's. */
    boolean permits(CertificateProfile profile) {
        return purposes.isEmpty() || purposes.get().containsAll(Extensions.purposes(profile));
    }

    /** Whether its key usage lets it sign OCSP responses. */
    boolean maySignResponses() {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[0];
    }

    /** The end of its validity, or of a CA above it if that is sooner. */
    Instant notAfter() {
        return notAfter;
    }

    Instant notBefore() {
        return notBefore;
    }

    /** What the lint must know of the issuer. */
    LintContext context() {
        return context;
    }
}
