package dev.acm.lifecycle;

import dev.acm.certificate.RevocationReason;
import dev.acm.lifecycle.CertificateRecord.Revoked;
import dev.acm.spi.Document;
import java.util.Optional;

/** Writes and reads revocations. */
final class RevocationCodec {
    static final Parts<Revocation> PARTS =
            new Parts<>("leaf", revocation -> Keys.base64(revocation.leaf()), RevocationCodec::encode);

    private RevocationCodec() {}

    private static Document encode(Revocation revocation, Document over) {
        return over.toBuilder()
                .put("leaf", revocation.leaf().bytes())
                .put("issuers", revocation.issuersId())
                .put("reason", revocation.reason().name())
                .put("requestedAt", revocation.requestedAt())
                .put("doneAt", revocation.doneAt())
                .put("afterReplacement", revocation.afterReplacement() ? Optional.of(true) : Optional.empty())
                .put("tries", revocation.tries())
                .put("nextTry", revocation.nextTry())
                .build();
    }

    static Document encode(Revoked revoked, Document over) {
        return over.toBuilder()
                .put("reason", revoked.reason().name())
                .put("requestedAt", revoked.requestedAt())
                .put("completedAt", revoked.completedAt())
                .build();
    }

    static Revoked decodeWish(Document document) {
        return new Revoked(
                RevocationReason.valueOf(document.string("reason")),
                document.instant("requestedAt"),
                document.findInstant("completedAt"));
    }

    static Revocation decode(Document document) {
        return new Revocation(
                Der.of(document.bytes("leaf")),
                document.string("issuers"),
                RevocationReason.valueOf(document.string("reason")),
                document.instant("requestedAt"),
                document.findInstant("doneAt"),
                document.has("afterReplacement") && document.flag("afterReplacement"),
                (int) document.number("tries"),
                document.instant("nextTry"));
    }
}
