package dev.acm.lifecycle;

import dev.acm.certificate.FailureReason;
import dev.acm.certificate.RenewalSummary;
import dev.acm.renewal.RenewalStatus;
import dev.acm.renewal.RenewalWindow;
import dev.acm.spi.Document;

/** Writes and reads how renewal stands, and when the authority would like it. */
final class RenewalCodec {
    private RenewalCodec() {}

    static Document encode(RenewalSummary renewal, Document over) {
        return over.toBuilder()
                .put("status", renewal.status().name())
                .put("reason", renewal.reason().map(Enum::name))
                .put("updatedAt", renewal.updatedAt())
                .build();
    }

    static Document encode(RenewalWindow window, Document over) {
        return over.toBuilder()
                .put("generation", window.generation())
                .put("start", window.start())
                .put("end", window.end())
                .put("explanation", window.explanation())
                .build();
    }

    static RenewalWindow decodeWindow(Document document) {
        return new RenewalWindow(
                document.number("generation"),
                document.instant("start"),
                document.instant("end"),
                document.findString("explanation"));
    }

    static RenewalSummary decode(Document document) {
        return new RenewalSummary(
                RenewalStatus.valueOf(document.string("status")),
                document.findString("reason").map(FailureReason::valueOf),
                document.instant("updatedAt"));
    }
}
