package dev.acm.lifecycle;

import dev.acm.spi.Document;

/** Writes and reads generations. */
final class GenerationCodec {
    static final Parts<Generation> PARTS =
            new Parts<>("number", generation -> generation.number(), GenerationCodec::encode);

    private GenerationCodec() {}

    private static Document encode(Generation generation, Document over) {
        return over.toBuilder()
                .put("number", generation.number())
                .put("serial", generation.serial())
                .put("notBefore", generation.notBefore())
                .put("notAfter", generation.notAfter())
                .put("leaf", generation.leaf().bytes())
                .put("issuers", generation.issuersId())
                .put("key", generation.key().map(Keys::encode))
                .put("attempt", generation.attempt())
                .put("issuedAt", generation.issuedAt())
                .build();
    }

    static Generation decode(Document document) {
        return new Generation(
                document.number("number"),
                document.string("serial"),
                document.instant("notBefore"),
                document.instant("notAfter"),
                Der.read(document, "leaf"),
                document.string("issuers"),
                document.findDocument("key").map(Keys::decode),
                document.string("attempt"),
                document.instant("issuedAt"));
    }
}
