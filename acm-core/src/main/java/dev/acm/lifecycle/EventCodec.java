package dev.acm.lifecycle;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.spi.Document;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads events that are not delivered yet. */
final class EventCodec {
    private EventCodec() {}

    static Document encode(AuditEntry entry) {
        CertificateEvent event = entry.event();
        return Document.builder()
                .put("sequence", event.sequence())
                .put("at", event.at())
                .put("type", event.type().name())
                .put("actor", event.actor())
                .put("source", event.source())
                .put("details", event.details())
                .put("previousHash", entry.previousHash())
                .put("hash", entry.hash())
                .build();
    }

    static AuditEntry decode(CertificateArn arn, Document document) {
        Document stored = document.findDocument("details").orElse(Document.empty());
        Map<String, String> details = new TreeMap<>();
        stored.asMap().keySet().forEach(name -> details.put(name, stored.string(name)));
        CertificateEvent event = new CertificateEvent(
                arn,
                document.number("sequence"),
                document.instant("at"),
                EventType.valueOf(document.string("type")),
                document.string("actor"),
                document.string("source"),
                details);
        return new AuditEntry(event, document.string("previousHash"), document.string("hash"));
    }
}
