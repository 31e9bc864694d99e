package dev.acm.lifecycle;

import dev.acm.key.SealedKey;
import dev.acm.lifecycle.CertificateRecord.DoomedKey;
import dev.acm.spi.Document;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Writes and reads sealed keys, and those that are to be destroyed. */
final class Keys {
    static final Parts<DoomedKey> DOOMED =
            new Parts<>("sealed", doomed -> base64(doomed.key().sealed()), Keys::doomed);

    private Keys() {}

    static Document encode(SealedKey key) {
        return encode(key, Document.empty());
    }

    private static Document encode(SealedKey key, Document over) {
        return over.toBuilder()
                .put("keyId", key.keyId())
                .put("public", key.publicKey())
                .put("sealed", key.sealed())
                .build();
    }

    static SealedKey decode(Document document) {
        return new SealedKey(document.string("keyId"), document.bytes("public"), document.bytes("sealed"));
    }

    private static Document doomed(DoomedKey doomed, Document over) {
        return encode(doomed.key(), over).toBuilder()
                .put("generation", doomed.generation())
                .put("tries", doomed.tries() == 0 ? Optional.empty() : Optional.of(doomed.tries()))
                .put("nextTry", doomed.tries() == 0 ? Optional.empty() : Optional.of(doomed.nextTry()))
                .build();
    }

    static DoomedKey doomed(Document document) {
        return new DoomedKey(
                document.number("generation"),
                decode(document),
                (int) document.number("tries"),
                document.findInstant("nextTry").orElse(Instant.EPOCH));
    }

    static String base64(Der der) {
        return base64(der.bytes());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
