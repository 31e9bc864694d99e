package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.error.Finding;
import dev.acm.error.InvalidRequestException;
import dev.acm.event.Caller;
import dev.acm.internal.Checks;
import dev.acm.request.CertificateRequest;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.tag.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Remembers requests by their token for one hour. The record is written before the certificate's and fixes its handle, so
 * a repeated request goes on where the first one stopped.
 */
final class IdempotencyRecords {
    static final String TOKENS = "token";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int SWEPT_AT_ONCE = 100;

    private final RecordStore store;
    private final Records records;

    IdempotencyRecords(RecordStore store, Records records) {
        this.store = store;
        this.records = records;
    }

    /**
     * The handle of an earlier call with the same token; empty if there is none, or no token. Nothing is stored.
     *
     * @throws InvalidRequestException if the earlier one asked for something else; what differs is named
     */
    Optional<CertificateArn> known(Handles.Ask ask) throws StoreException {
        if (ask.token().isEmpty()) {
            return Optional.empty();
        }
        return store.find(key(ask.caller(), ask.token().get()))
                .filter(stored -> lives(stored, ask.at()))
                .map(stored -> same(stored, ask.parameters()));
    }

    /**
     * The handle for a call: that of an earlier one with the same token, or the fresh one.
     *
     * @throws InvalidRequestException if the earlier one asked for something else; what differs is named
     */
    CertificateArn claim(Handles.Ask ask, CertificateArn fresh) throws StoreException {
        if (ask.token().isEmpty()) {
            return fresh;
        }
        Caller caller = ask.caller();
        RecordKey key = key(caller, ask.token().get());
        Document document = Document.builder()
                .put("arn", fresh.toString())
                .put("parameters", ask.parameters())
                .build();
        while (!records.insert(key, caller.account(), Optional.of(ask.at().plus(LIFE)), document)) {
            Optional<StoredRecord> earlier = store.find(key);
            if (earlier.filter(stored -> lives(stored, ask.at())).isPresent()) {
                return same(earlier.get(), ask.parameters());
            }
            if (earlier.isPresent()) {
                records.delete(key, earlier.get().version());
            }
        }
        return fresh;
    }

    private static RecordKey key(Caller caller, String token) {
        return new RecordKey(TOKENS, caller.account() + "/" + token);
    }

    private static boolean lives(StoredRecord stored, Instant now) {
        return stored.dueAt().filter(end -> !end.isAfter(now)).isEmpty();
    }

    private static CertificateArn same(StoredRecord earlier, Map<String, String> parameters) {
        checkSame(earlier.document(), parameters);
        return CertificateArn.parse(earlier.document().string("arn"));
    }

    private static void checkSame(Document earlier, Map<String, String> parameters) {
        Document known = earlier.findDocument("parameters").orElse(Document.empty());
        List<Finding> findings = new ArrayList<>();
        parameters.forEach((name, value) -> {
            String before = known.findString(name).orElse("");
            if (!before.equals(value)) {
                findings.add(new Finding(
                        "token:parameters",
                        name,
                        Checks.shorten(value),
                        "the same idempotency token was used for '" + Checks.shorten(before, 300) + "'",
                        "Repeat the first request exactly, or use another token."));
            }
        });
        if (!findings.isEmpty()) {
            throw new InvalidRequestException(findings);
        }
    }

    /** What a repeated request must have in common with the first. */
    static Map<String, String> parameters(CertificateRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("names", String.join(" ", request.names()));
        parameters.put("validationMethod", request.validationMethod().name());
        parameters.put("keyAlgorithm", request.keyAlgorithm().name());
        parameters.put("commonName", Boolean.toString(request.commonName()));
        parameters.put("exportable", Boolean.toString(request.exportable()));
        parameters.put("validity", request.validity().map(Duration::toString).orElse("default"));
        parameters.put("tags", tags(request.tags()));
        return parameters;
    }

    static String tags(List<Tag> tags) {
        return tags.stream()
                .sorted(Comparator.comparing(Tag::key))
                .map(tag -> tag.value().map(value -> tag.key() + "=" + value).orElse(tag.key()))
                .collect(Collectors.joining(", "));
    }

    /** Forgets tokens whose hour is over. */
    void sweep(Instant now) throws StoreException {
        Page page = store.due(TOKENS, now, Optional.empty(), SWEPT_AT_ONCE);
        for (StoredRecord stored : page.records()) {
            records.delete(stored.key(), stored.version());
        }
    }
}
