package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.error.ConflictException;
import dev.acm.error.PortFailedException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Der;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.lifecycle.RecordCodec;
import dev.acm.lifecycle.Signed;
import dev.acm.lifecycle.Wishes;
import dev.acm.spi.AuditException;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.PortException;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificates and chains in the host's store. */
final class Records {
    static final String CERTIFICATES = "certificate";
    static final String CHAINS = "chain";
    private static final String SHARED = "shared";
    private static final int TRIES = 20;
    private static final int UNKNOWN_TRIES = 3;
    private static final int ISSUERS_CACHED = 64;

    private static final Logger log = LoggerFactory.getLogger(Records.class);

    private final RecordStore store;
    private final Map<String, List<byte[]>> knownIssuers = new ConcurrentHashMap<>();

    Records(RecordStore store) {
        this.store = store;
    }

    /**
     * A certificate as it was read.
     *
     * @param record its content
     * @param document what it was read from
     * @param version the store's version of it
     * @param dueAt when it is to be looked at
     */
    record Loaded(CertificateRecord record, Document document, String version, Optional<Instant> dueAt) {}

    static RecordKey key(CertificateArn arn) {
        return new RecordKey(CERTIFICATES, arn.toString());
    }

    Optional<Loaded> find(RecordKey key) throws StoreException {
        return store.find(key).map(Records::loaded);
    }

    static Loaded loaded(StoredRecord stored) {
        return new Loaded(RecordCodec.decode(stored.document()), stored.document(), stored.version(), stored.dueAt());
    }

    /** The certificates of a page; one that cannot be read is logged and left out, so that it hides no other. */
    static List<CertificateRecord> readable(Page page) {
        List<CertificateRecord> records = new ArrayList<>();
        for (StoredRecord stored : page.records()) {
            try {
                records.add(loaded(stored).record());
            } catch (IllegalArgumentException e) {
                log.error("unreadable record key={}", stored.key(), e);
            }
        }
        return records;
    }

    /** The certificate of a caller's account; a deleted one does not exist. */
    Loaded get(CertificateArn arn, String account) {
        return get(arn, account, false);
    }

    private Loaded get(CertificateArn arn, String account, boolean deletedToo) {
        if (!arn.account().equals(account)) {
            throw new ResourceNotFoundException(arn);
        }
        try {
            return find(key(arn))
                    .filter(loaded -> deletedToo || loaded.record().deletedAt().isEmpty())
                    .orElseThrow(() -> new ResourceNotFoundException(arn));
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    /** Writes a new record; false if there is one already. */
    boolean insert(RecordKey key, String partition, Optional<Instant> dueAt, Document document) throws StoreException {
        return write(new Write.Insert(key, partition, dueAt, document), Optional.of(document))
                .isPresent();
    }

    /** Writes a changed certificate; empty if somebody else changed it meanwhile. */
    Optional<Loaded> update(Loaded from, CertificateRecord to, Optional<Instant> dueAt) throws StoreException {
        return update(key(to.arn()), from, to, dueAt);
    }

    /** The same, for a caller that has the record's key at hand. */
    Optional<Loaded> update(RecordKey key, Loaded from, CertificateRecord to, Optional<Instant> dueAt)
            throws StoreException {
        Document document = RecordCodec.encode(to, from.record(), from.document());
        return write(new Write.Update(key, from.version(), dueAt, document), Optional.of(document))
                .map(version -> new Loaded(to, document, version, dueAt));
    }

    /** Writes a record of whatever kind over what was read; false if somebody else changed it meanwhile. */
    boolean overwrite(StoredRecord read, Optional<Instant> dueAt, Document document) throws StoreException {
        return write(new Write.Update(read.key(), read.version(), dueAt, document), Optional.of(document))
                .isPresent();
    }

    boolean delete(RecordKey key, String version) throws StoreException {
        return write(new Write.Delete(key, version), Optional.empty()).isPresent();
    }

    /**
     * Changes a certificate whatever others do meanwhile, by reading again and changing again.
     *
     * @throws PortFailedException also if too many of its events wait for the audit log to take on one more
     */
    Loaded change(
            CertificateArn arn, String account, Optional<Instant> dueAt, UnaryOperator<CertificateRecord> change) {
        return changeUrgently(arn, account, dueAt, record -> {
            CertificateRecord changed = change.apply(record);
            if (changed.lastSequence() > record.lastSequence() && Lifecycle.isBackedUp(record)) {
                throw backedUp(record);
            }
            return changed;
        });
    }

    /** The refusal of what would add to events that nobody takes. */
    static PortFailedException backedUp(CertificateRecord record) {
        return new PortFailedException(
                "AuditLog",
                new AuditException(
                        record.outbox().size() + " events of " + record.arn()
                                + " are not delivered, and this call would add to them; mend the audit log, let runDue"
                                + " deliver them, and call again",
                        PortException.Effect.NONE,
                        RetryClass.TRANSIENT,
                        null));
    }

    /** The same for what is not put off when the audit log is down: revocation, and serving again. */
    Loaded changeUrgently(
            CertificateArn arn, String account, Optional<Instant> dueAt, UnaryOperator<CertificateRecord> change) {
        return change(arn, account, false, dueAt, change);
    }

    /** The same for what reaches deleted certificates, too: what is known of their keys. */
    Loaded changeThoughDeleted(
            CertificateArn arn, String account, Optional<Instant> dueAt, UnaryOperator<CertificateRecord> change) {
        return change(arn, account, true, dueAt, change);
    }

    private Loaded change(
            CertificateArn arn,
            String account,
            boolean deletedToo,
            Optional<Instant> dueAt,
            UnaryOperator<CertificateRecord> change) {
        try {
            for (int i = 0; i < TRIES; i++) {
                Loaded read = get(arn, account, deletedToo);
                CertificateRecord changed = change.apply(read.record());
                if (changed == read.record()) {
                    return read;
                }
                Optional<Loaded> written = update(read, changed, dueAt.or(read::dueAt));
                if (written.isPresent()) {
                    return written.get();
                }
            }
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
        throw new ConflictException(arn);
    }

    /** Makes sure that what was signed is known to the record, deleted or not, by having it revoked if need be. */
    void keepSigned(CertificateArn arn, Signed signed, Instant now) {
        try {
            for (int i = 0; i < TRIES; i++) {
                Optional<Loaded> read = find(key(arn));
                if (read.isEmpty()) {
                    break;
                }
                CertificateRecord kept = Wishes.keepSigned(read.get().record(), signed, now);
                if (kept == read.get().record()
                        || update(read.get(), kept, Optional.of(now)).isPresent()) {
                    return;
                }
            }
            log.error("signed but not recorded certificate={} attempt={}", arn, signed.attempt());
        } catch (StoreException e) {
            log.error("signed but not recorded certificate={} attempt={}", arn, signed.attempt(), e);
        }
    }

    // S4: an outcome that could not be learned is looked up, and repeated only if it certainly did not happen
    private Optional<String> write(Write write, Optional<Document> wanted) throws StoreException {
        for (int i = 1; ; i++) {
            try {
                WriteResult result = store.write(List.of(write));
                return result instanceof WriteResult.Written written
                        ? Optional.of(written.versions().get(0))
                        : Optional.empty();
            } catch (StoreException e) {
                if (e.effect() != PortException.Effect.UNKNOWN) {
                    throw e;
                }
                Optional<StoredRecord> found = lookUp(write.key(), e);
                if (found.map(StoredRecord::document).equals(wanted)) {
                    return Optional.of(found.map(StoredRecord::version).orElse(""));
                }
                if (!found.map(StoredRecord::version).equals(expected(write))) {
                    return Optional.empty();
                }
                if (i == UNKNOWN_TRIES) {
                    throw e;
                }
            }
        }
    }

    // that it cannot be looked up either does not make it certain
    private Optional<StoredRecord> lookUp(RecordKey key, StoreException unknown) throws StoreException {
        try {
            return store.find(key);
        } catch (StoreException e) {
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    private static Optional<String> expected(Write write) {
        if (write instanceof Write.Update update) {
            return Optional.of(update.expectedVersion());
        }
        return write instanceof Write.Delete delete ? Optional.of(delete.expectedVersion()) : Optional.empty();
    }

    /** Keeps all but the leaf of a chain, and names it; the same issuers are kept once. */
    String keepIssuers(CertificateChain chain) throws StoreException {
        List<byte[]> issuers = chain.toDer().subList(1, chain.certificates().size());
        if (issuers.isEmpty()) {
            return "";
        }
        String id = CertificateChain.fromParsed(
                        chain.certificates().subList(1, chain.certificates().size()), issuers)
                .id();
        if (!knownIssuers.containsKey(id)) {
            Document document = Document.builder()
                    .put(
                            "certificates",
                            issuers.stream()
                                    .map(Base64.getEncoder()::encodeToString)
                                    .toList())
                    .build();
            // a conflict means that it is there already: the id is the content's hash
            insert(new RecordKey(CHAINS, id), SHARED, Optional.empty(), document);
            remember(id, issuers);
        }
        return id;
    }

    /** The whole chain of a leaf. */
    CertificateChain chain(Der leaf, String issuersId) throws StoreException {
        List<byte[]> certificates = new ArrayList<>();
        certificates.add(leaf.bytes());
        if (!issuersId.isEmpty()) {
            certificates.addAll(issuers(issuersId));
        }
        return CertificateChain.fromDer(certificates);
    }

    private List<byte[]> issuers(String id) throws StoreException {
        List<byte[]> known = knownIssuers.get(id);
        if (known != null) {
            return known;
        }
        StoredRecord stored = store.find(new RecordKey(CHAINS, id))
                .orElseThrow(() -> new StoreException(
                        "the chain " + id + " is missing", PortException.Effect.NONE, RetryClass.TRANSIENT, null));
        List<byte[]> issuers = stored.document().strings("certificates").stream()
                .map(Base64.getDecoder()::decode)
                .toList();
        remember(id, issuers);
        return issuers;
    }

    private void remember(String id, List<byte[]> issuers) {
        if (knownIssuers.size() >= ISSUERS_CACHED) {
            knownIssuers.clear();
        }
        knownIssuers.put(id, issuers);
    }
}
