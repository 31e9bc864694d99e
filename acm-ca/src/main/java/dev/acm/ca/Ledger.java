package dev.acm.ca;

import dev.acm.spi.AuthorityException;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The authority's records: one conditional write at a time (S1, S8). What a write did that failed is not known, so every
 * failure has effect UNKNOWN and is looked up.
 */
final class Ledger {
    /** The CA certificates and sealed keys; one record for each authority. */
    static final String AUTHORITIES = "ca-authority";
    /** What was asked for, by attempt. */
    static final String ATTEMPTS = "ca-attempt";
    /** From reserved serial number to certificate, by issuer and serial number. */
    static final String CERTIFICATES = "ca-certificate";
    /** What was revoked, by issuer and serial number; only the reason may become a key compromise later. */
    static final String REVOCATIONS = "ca-revocation";
    /** The last CRL number, by issuer. */
    static final String CRL_NUMBERS = "ca-crl";

    /** The key and certificate of the OCSP responder, by issuer. */
    static final String RESPONDERS = "ca-responder";

    private static final int PAGE = 500;

    private final RecordStore store;

    Ledger(RecordStore store) {
        this.store = store;
    }

    Optional<StoredRecord> find(RecordKey key) throws AuthorityException {
        try {
            return store.find(key);
        } catch (StoreException e) {
            throw failed(key, e);
        }
    }

    /** The new version; empty if the record was there already. */
    Optional<String> insert(RecordKey key, String partition, Document document) throws AuthorityException {
        return write(new Write.Insert(key, partition, Optional.empty(), document));
    }

    /** The new version; empty if the record was no longer at that version. */
    Optional<String> update(RecordKey key, String version, Document document) throws AuthorityException {
        return write(new Write.Update(key, version, Optional.empty(), document));
    }

    private Optional<String> write(Write write) throws AuthorityException {
        try {
            return store.write(List.of(write)) instanceof WriteResult.Written written
                    ? Optional.of(written.versions().get(0))
                    : Optional.empty();
        } catch (StoreException e) {
            throw failed(write.key(), e);
        }
    }

    /** Whether a scan may not show what was written of late (S2). */
    boolean lags() {
        return store.staleness().compareTo(Duration.ZERO) > 0;
    }

    /** What is done with each record of a scan. */
    interface Visitor {
        void visit(StoredRecord record);
    }

    void scan(String space, String partition, Visitor visitor) throws AuthorityException {
        Optional<String> after = Optional.empty();
        do {
            Page page;
            try {
                page = store.scan(space, Optional.of(partition), after, PAGE);
            } catch (StoreException e) {
                throw new AuthorityException("the store could not list " + space, e.effect(), e.retryClass(), e);
            }
            page.records().forEach(visitor::visit);
            after = page.next();
        } while (after.isPresent());
    }

    private static AuthorityException failed(RecordKey key, StoreException e) {
        return new AuthorityException(
                "the store failed at " + key.space() + ": " + e.getMessage(), Effect.UNKNOWN, e.retryClass(), e);
    }
}
