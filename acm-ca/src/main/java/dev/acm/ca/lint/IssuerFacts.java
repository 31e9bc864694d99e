package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.certificate.KeyAlgorithm;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of an issuing certificate that a subordinate must match, read once. */
final class IssuerFacts {
    private final byte[] subject;
    private final byte @Nullable [] keyIdentifier;
    private final Optional<KeyAlgorithm> algorithm;
    private final Instant notAfter;
    private final List<NameConstraints> constraints;

    private IssuerFacts(List<X509Certificate> chain) {
        X509Certificate certificate = chain.get(0);
        this.subject = certificate.getSubjectX500Principal().getEncoded();
        byte[] identifier = certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER);
        this.keyIdentifier = identifier == null
                ? null
                : content(identifier).expect(Der.OCTET_STRING).content();
        this.algorithm = PublicKeyCheck.algorithmOf(certificate.getPublicKey().getEncoded());
        // a certificate below one that has ended is not accepted (RFC 5280 section 6.1.3)
        this.notAfter = chain.stream()
                .map(one -> one.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.constraints = chain.stream()
                .map(IssuerFacts::constraintsOf)
                .filter(names -> !names.isEmpty())
                .toList();
    }

    /** Reads an issuing certificate and those above it. */
    static IssuerFacts of(List<X509Certificate> chain) {
        return new IssuerFacts(chain);
    }

    static NameConstraints constraintsOf(X509Certificate certificate) {
        byte[] names = certificate.getExtensionValue(Oids.NAME_CONSTRAINTS);
        return names == null ? NameConstraints.NONE : NameConstraints.of(content(names));
    }

    private static DerElement content(byte[] extensionValue) {
        return DerElement.parse(extensionValue).expect(Der.OCTET_STRING).inner();
    }

    boolean isNamed(DerElement name) {
        return name.encodedEquals(subject);
    }

    boolean isIdentifiedBy(DerElement identifier) {
        return keyIdentifier != null && identifier.contentEquals(keyIdentifier);
    }

    Optional<KeyAlgorithm> algorithm() {
        return algorithm;
    }

    Instant notAfter() {
        return notAfter;
    }

    /** Of all certificates of the chain that have some. */
    List<NameConstraints> constraints() {
        return constraints;
    }
}
