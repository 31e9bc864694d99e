package dev.acm.ca;

import dev.acm.spi.Document;
import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where CRLs are served and among how many the certificates are divided; what was so once is kept with the CRL's number. */
record CrlPlace(String template, int shards) {
    static CrlPlace of(Document document) {
        return new CrlPlace(document.string("url"), Math.toIntExact(document.number("shards")));
    }

    Document toDocument() {
        return Document.builder()
                .put("url", template)
                .put("shards", (long) shards)
                .build();
    }

    /** By the shard's number. */
    Stream<URI> urls(Issuer issuer) {
        UrlTemplate url = UrlTemplate.parse("crlUrl", template);
        return IntStream.range(0, shards).mapToObj(shard -> url.expand(issuer, shard));
    }

    /** Whether each CRL lists a part of the certificates only. */
    boolean isSharded() {
        return shards > 1;
    }
}
