package dev.acm.lifecycle;

import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RenewalSummary;
import dev.acm.renewal.RenewalStatus;
import dev.acm.spi.Document;

/** Writes and reads how renewal stands. */
final class RenewalCodec {
    private RenewalCodec() {}

    static Document encode(RenewalSummary renewal, Document over) {
        return over.toBuilder()
                .put("status", renewal.status().name())
                .put("reason", renewal.reason().map(Enum::name))
                .put("updatedAt", renewal.updatedAt())
                .build();
    }

    static RenewalSummary decode(Document document) {
        return new RenewalSummary(
                RenewalStatus.valueOf(document.string("status")),
                document.findString("reason").map(FailureReason::valueOf),
                document.instant("updatedAt"));
    }
}
