package dev.acm.ca;

import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where the CRLs of each issuer are and were; kept with the number of the last one. */
final class CrlPlaces {
    private static final int ROUNDS = 32;
    private static final String PLACES = "places";

    private final Optional<CrlPlace> configured;
    private final Ledger ledger;
    private final Set<String> recorded = ConcurrentHashMap.newKeySet();

    CrlPlaces(PublicationOptions options, Ledger ledger) {
        this.configured = options.crlPlace();
        this.ledger = ledger;
    }

    static RecordKey key(Issuer issuer) {
        return new RecordKey(Ledger.CRL_NUMBERS, issuer.id());
    }

    static List<CrlPlace> of(Optional<StoredRecord> record) {
        return record.filter(found -> found.document().has(PLACES)).stream()
                .flatMap(found -> found.document().documents(PLACES).stream())
                .map(CrlPlace::of)
                .toList();
    }

    /** Adds the configured place to those that are known. */
    Document.Builder put(Document.Builder document, List<CrlPlace> known) {
        return document.put(
                PLACES,
                Stream.concat(known.stream(), configured.stream())
                        .distinct()
                        .map(CrlPlace::toDocument)
                        .toList());
    }

    /** Before the first certificate names it, so that CRLs are there even if none was made while the place was configured. */
    void record(Issuer issuer) throws AuthorityException {
        if (configured.isEmpty() || recorded.contains(issuer.id())) {
            return;
        }
        RecordKey key = key(issuer);
        for (int round = 0; round < ROUNDS; round++) {
            Optional<StoredRecord> last = ledger.find(key);
            List<CrlPlace> known = of(last);
            if (known.contains(configured.get()) || write(key, issuer, last, known)) {
                recorded.add(issuer.id());
                return;
            }
        }
        throw new AuthorityException("others make CRLs all the time", Effect.NONE, RetryClass.TRANSIENT, null);
    }

    private boolean write(RecordKey key, Issuer issuer, Optional<StoredRecord> last, List<CrlPlace> known)
            throws AuthorityException {
        if (last.isPresent()) {
            Document document = put(last.get().document().toBuilder(), known).build();
            return ledger.update(key, last.get().version(), document).isPresent();
        }
        Document document = put(Document.builder().put("number", 0L), known).build();
        return ledger.insert(key, issuer.id(), document).isPresent();
    }
}
