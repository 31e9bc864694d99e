package dev.acm.lifecycle;

import dev.acm.event.Caller;
import dev.acm.event.EventType;
import dev.acm.internal.Checks;
import dev.acm.spi.Document;
import dev.acm.tag.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What tags make of a record, and how they are written. */
final class Tagging {
    /** So much of the keys is told by an event, which must stay small. */
    private static final int KEYS_TOLD = 300;

    private Tagging() {}

    static CertificateRecord add(CertificateRecord record, List<Tag> added, Caller caller, Instant now) {
        Map<String, Tag> tags = byKey(record.tags());
        tags.putAll(byKey(added));
        return changed(record, tags.values(), added, EventType.TAGGED, caller, now);
    }

    static CertificateRecord remove(CertificateRecord record, List<Tag> removed, Caller caller, Instant now) {
        Map<String, Tag> tags = byKey(record.tags());
        removed.forEach(tag -> tags.computeIfPresent(
                tag.key(), (key, known) -> tag.value().isEmpty() || tag.value().equals(known.value()) ? null : known));
        return changed(record, tags.values(), removed, EventType.UNTAGGED, caller, now);
    }

    static List<Tag> sorted(Collection<Tag> tags) {
        return List.copyOf(byKey(tags).values());
    }

    private static CertificateRecord changed(
            CertificateRecord record,
            Collection<Tag> tags,
            List<Tag> named,
            EventType type,
            Caller caller,
            Instant now) {
        List<Tag> after = List.copyOf(tags);
        return after.equals(record.tags())
                ? record
                : record.with(draft -> {
                    draft.tags = after;
                    String keys = named.stream().map(Tag::key).sorted().collect(Collectors.joining(", "));
                    EventChain.append(
                            draft,
                            record.wish(),
                            now,
                            type,
                            caller.actor(),
                            caller.source(),
                            Map.of("keys", Checks.shorten(keys, KEYS_TOLD)));
                });
    }

    private static Map<String, Tag> byKey(Collection<Tag> tags) {
        Map<String, Tag> byKey = new TreeMap<>();
        tags.forEach(tag -> byKey.put(tag.key(), tag));
        return byKey;
    }

    /** The tags as written; empty if there are none, so that nothing is written. */
    static Optional<List<Document>> encode(List<Tag> tags) {
        return Optional.of(tags.stream()
                        .map(tag -> Document.builder()
                                .put("key", tag.key())
                                .put("value", tag.value())
                                .build())
                        .toList())
                .filter(written -> !written.isEmpty());
    }

    static List<Tag> decode(List<Document> written) {
        return written.stream()
                .map(tag -> new Tag(tag.string("key"), tag.findString("value")))
                .toList();
    }
}
