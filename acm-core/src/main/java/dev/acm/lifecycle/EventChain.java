package dev.acm.lifecycle;

import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Appends events to a certificate's outbox, each with a hash over the one before. */
final class EventChain {
    private EventChain() {}

    static void append(
            CertificateRecord.Draft draft,
            CertificateRecord.Wish wish,
            Instant at,
            EventType type,
            String actor,
            String source,
            Map<String, String> details) {
        Map<String, String> all = AcmDetails.with(details, type, wish, draft, at);
        CertificateEvent event = new CertificateEvent(wish.arn(), draft.lastSequence + 1, at, type, actor, source, all);
        AuditEntry entry = new AuditEntry(event, draft.lastHash, AuditChain.hash(draft.lastHash, event));
        List<AuditEntry> outbox = new ArrayList<>(draft.outbox);
        outbox.add(entry);
        draft.outbox = List.copyOf(outbox);
        draft.lastSequence = event.sequence();
        draft.lastHash = entry.hash();
    }
}
