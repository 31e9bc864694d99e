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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The facts of an issuing certificate that a subordinate must match, read once. */
final class IssuerFacts {
    private final byte[] subject;
    private final byte @Nullable [] keyIdentifier;
    private final Optional<KeyAlgorithm> algorithm;
    private final Instant notAfter;
    private final List<NameConstraints> constraints;

    private IssuerFacts(X509Certificate certificate, List<X509Certificate> above) {
        this.subject = certificate.getSubjectX500Principal().getEncoded();
        byte[] identifier = certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER);
        this.keyIdentifier = identifier == null
                ? null
                : content(identifier).expect(Der.OCTET_STRING).content();
        this.algorithm = PublicKeyCheck.algorithmOf(certificate.getPublicKey().getEncoded());
        this.notAfter = Stream.concat(Stream.of(certificate), above.stream())
                .map(one -> one.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.constraints = Stream.concat(Stream.of(certificate), above.stream())
                .flatMap(one -> constraintsOf(one).stream())
                .toList();
    }

    /** Those above bind what is below them too (RFC 5280 section 6.1.4). */
    static IssuerFacts of(X509Certificate certificate, List<X509Certificate> above) {
        return new IssuerFacts(certificate, above);
    }

    private static Optional<NameConstraints> constraintsOf(X509Certificate certificate) {
        return Optional.ofNullable(certificate.getExtensionValue(Oids.NAME_CONSTRAINTS))
                .map(value -> NameConstraints.of(content(value)))
                .filter(found -> !found.isEmpty());
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

    /** Those of the issuer and of the CAs above it; each has to be kept. */
    List<NameConstraints> constraints() {
        return constraints;
    }
}
