package dev.acm.ca.lint;

import dev.acm.ca.internal.Der;
import dev.acm.ca.internal.DerElement;
import dev.acm.ca.internal.Oids;
import dev.acm.ca.key.PublicKeyCheck;
import dev.acm.certificate.KeyAlgorithm;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts of an issuing certificate that a subordinate must match, read once. */
final class IssuerFacts {
    private final byte[] subject;
    private final byte @Nullable [] keyIdentifier;
    private final Optional<KeyAlgorithm> algorithm;
    private final Instant notAfter;
    private final NameConstraints constraints;

    private IssuerFacts(X509Certificate certificate) {
        this.subject = certificate.getSubjectX500Principal().getEncoded();
        byte[] identifier = certificate.getExtensionValue(Oids.SUBJECT_KEY_IDENTIFIER);
        this.keyIdentifier = identifier == null
                ? null
                : content(identifier).expect(Der.OCTET_STRING).content();
        this.algorithm = PublicKeyCheck.algorithmOf(certificate.getPublicKey().getEncoded());
        this.notAfter = certificate.getNotAfter().toInstant();
        byte[] names = certificate.getExtensionValue(Oids.NAME_CONSTRAINTS);
        this.constraints = names == null ? NameConstraints.NONE : NameConstraints.of(content(names));
    }

    static IssuerFacts of(X509Certificate certificate) {
        return new IssuerFacts(certificate);
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

    NameConstraints constraints() {
        return constraints;
    }
}
