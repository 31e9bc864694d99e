package dev.acm.ca;

import dev.acm.ca.profile.CertificateProfile;
import dev.acm.ca.profile.ValidityWindow;
import dev.acm.certificate.KeyAlgorithm;
import dev.acm.name.DomainName;
import dev.acm.spi.Document;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that decides the content of a leaf besides its issuer and serial number; stored with the attempt. */
final class PlannedLeaf {
    private final List<DomainName> names;
    private final byte[] publicKey;
    private final KeyAlgorithm keyAlgorithm;
    private final Optional<String> commonName;
    private final CertificateProfile profile;
    private final ValidityWindow window;
    private final Instant requestedAt;

    PlannedLeaf(
            List<DomainName> names,
            byte[] publicKey,
            KeyAlgorithm keyAlgorithm,
            Optional<String> commonName,
            CertificateProfile profile,
            ValidityWindow window,
            Instant requestedAt) {
        this.names = names;
        this.publicKey = publicKey;
        this.keyAlgorithm = keyAlgorithm;
        this.commonName = commonName;
        this.profile = profile;
        this.window = window;
        this.requestedAt = requestedAt;
    }

    List<DomainName> names() {
        return names;
    }

    /** DER SubjectPublicKeyInfo; not to be written to. */
    byte[] publicKey() {
        return publicKey;
    }

    KeyAlgorithm keyAlgorithm() {
        return keyAlgorithm;
    }

    Optional<String> commonName() {
        return commonName;
    }

    CertificateProfile profile() {
        return profile;
    }

    ValidityWindow window() {
        return window;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    Document toDocument() {
        return Document.builder()
                .put("names", names.stream().map(DomainName::value).toList())
                .put("publicKey", publicKey)
                .put("keyAlgorithm", keyAlgorithm.name())
                .put("commonName", commonName)
                .put("profile", profile.name())
                .put("notBefore", window.notBefore())
                .put("notAfter", window.notAfter())
                .put("requestedAt", requestedAt)
                .build();
    }

    /** Reads back; a profile that is not configured any more is named in the exception. */
    static PlannedLeaf of(Document document, Map<String, CertificateProfile> profiles) {
        String profileName = document.string("profile");
        CertificateProfile profile = profiles.get(profileName);
        if (profile == null) {
            throw new IllegalStateException("profile '" + profileName + "' is not configured any more");
        }
        return new PlannedLeaf(
                document.strings("names").stream().map(DomainName::parse).toList(),
                document.bytes("publicKey"),
                KeyAlgorithm.valueOf(document.string("keyAlgorithm")),
                document.findString("commonName"),
                profile,
                new ValidityWindow(document.instant("notBefore"), document.instant("notAfter")),
                document.instant("requestedAt"));
    }
}
