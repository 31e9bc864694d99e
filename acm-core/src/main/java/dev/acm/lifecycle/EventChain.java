package dev.acm.lifecycle;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.AuditEntry;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Appends events to a certificate's outbox, each with a hash over the one before. */
public final class EventChain {
    private EventChain() {}

    static void append(
            CertificateRecord.Draft draft,
            CertificateArn arn,
            Instant at,
            EventType type,
            String actor,
            String source,
            Map<String, String> details) {
        CertificateEvent event = new CertificateEvent(arn, draft.lastSequence + 1, at, type, actor, source, details);
        AuditEntry entry = new AuditEntry(event, draft.lastHash, hash(draft.lastHash, event));
        List<AuditEntry> outbox = new ArrayList<>(draft.outbox);
        outbox.add(entry);
        draft.outbox = List.copyOf(outbox);
        draft.lastSequence = event.sequence();
        draft.lastHash = entry.hash();
    }

    /** The hash of an event behind the given one; what a reader of the log recomputes. */
    public static String hash(String previousHash, CertificateEvent event) {
        StringBuilder text = new StringBuilder(previousHash);
        add(text, event.arn().toString());
        add(text, Long.toString(event.sequence()));
        add(text, event.at().toString());
        add(text, event.type().name());
        add(text, event.actor());
        add(text, event.source());
        event.details().forEach((name, value) -> {
            add(text, name);
            add(text, value);
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    // the length before each part keeps parts from running into one another
    private static void add(StringBuilder text, String part) {
        text.append('|').append(part.length()).append(':').append(part);
    }
}
