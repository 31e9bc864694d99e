package dev.acm.lifecycle;

import dev.acm.key.SealedKey;
import dev.acm.spi.Document;
import java.util.Base64;

/** Writes and reads sealed keys. */
final class Keys {
    private Keys() {}

    static Document encode(SealedKey key) {
        return Document.builder()
                .put("keyId", key.keyId())
                .put("public", key.publicKey())
                .put("sealed", key.sealed())
                .build();
    }

    static SealedKey decode(Document document) {
        return new SealedKey(document.string("keyId"), document.bytes("public"), document.bytes("sealed"));
    }

    static String base64(Der der) {
        return Base64.getEncoder().encodeToString(der.bytes());
    }
}
