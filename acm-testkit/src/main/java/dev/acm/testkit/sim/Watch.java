package dev.acm.testkit.sim;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateChain;
import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuditLog;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.PortException;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.ServingMaterial;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import dev.acm.testkit.QuickAuthority;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks on from outside of all processes, and notes what may never be, whenever it is:
 *
 * <ul>
 *   <li>a stored certificate whose current generation has no key, another key than its leaf's, or no chain;
 *   <li>a generation that is served while its key is gone from the record;
 *   <li>a certificate taken from a target that nobody took it from;
 *   <li>a target that was left serving what had expired;
 *   <li>an audit entry that does not follow the one before;
 *   <li>a signature that neither the audit log nor the list of revoked certificates knows of.
 * </ul>
 */
public final class Watch {
    private static final String CERTIFICATES = "certificate";
    private static final int MOST_FAULTS = 20;

    private final InstantSource time;
    private final RecordStore store;
    private final QuickAuthority authority;
    private final Map<String, Long> pointers = new HashMap<>();
    private final Map<CertificateArn, AuditEntry> told = new HashMap<>();
    private final Map<String, Untold> untold = new LinkedHashMap<>();
    private final Map<CertificateArn, Long> serving = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private boolean logDown;

    private record Untold(QuickAuthority.Signed signed, Instant since) {}

    Watch(InstantSource time, RecordStore store, QuickAuthority authority) {
        this.time = time;
        this.store = store;
        this.authority = authority;
        authority.onSignature(signed -> untold.put(serial(signed.chain()), new Untold(signed, time.instant())));
    }

    /**
     * Notes something that may not be.
     *
     * @param what a sentence
     */
    public void fault(String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(time.instant() + " " + what);
        }
    }

    /**
     * What was seen that may not be.
     *
     * @return a copy, the first twenty; empty if all is well
     */
    public List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        all.addAll(authority.faults());
        return all;
    }

    void served(Optional<Instant> before, ServingMaterial now) {
        Long old = serving.put(now.arn(), now.generation());
        if (old != null
                && old != now.generation()
                && before.filter(end -> end.isBefore(time.instant())).isPresent()) {
            fault(now.arn() + " was served after it had expired, until generation " + now.generation() + " came");
        }
    }

    void withdrawn(String target, CertificateArn arn) {
        serving.remove(arn);
        try {
            Optional<Document> record =
                    store.find(new RecordKey(CERTIFICATES, arn.toString())).map(StoredRecord::document);
            boolean inUse = record.filter(document -> !document.has("deletedAt")).stream()
                    .flatMap(document -> document.documents("deployments").stream())
                    .anyMatch(use -> use.string("target").equals(target) && !use.flag("leaving"));
            if (inUse) {
                fault(arn + " was taken from " + target + ", which uses it");
            }
        } catch (StoreException e) {
            throw new IllegalStateException("the store below does not fail", e);
        }
    }

    AuditLog auditLog() {
        return this::append;
    }

    void auditLogDown(boolean down) {
        logDown = down;
    }

    private void append(AuditEntry entry) throws AuditException {
        if (logDown) {
            throw new AuditException("the log is down", PortException.Effect.NONE, RetryClass.TRANSIENT, null);
        }
        CertificateArn arn = entry.event().arn();
        AuditEntry last = told.get(arn);
        long sequence = entry.event().sequence();
        long known = last == null ? 0 : last.event().sequence();
        boolean follows =
                sequence == known + 1 && entry.previousHash().equals(last == null ? AuditEntry.START : last.hash());
        if (follows) {
            told.put(arn, entry);
        } else if (sequence > known) {
            fault("entry " + sequence + " of " + arn + " does not follow entry " + known);
        }
        Optional.ofNullable(entry.event().details().get("serial")).ifPresent(untold::remove);
    }

    private static String serial(CertificateChain chain) {
        BigInteger serial = chain.leaf().getSerialNumber();
        byte[] octets = serial.toByteArray();
        int start = octets.length > 1 && octets[0] == 0 ? 1 : 0;
        return HexFormat.ofDelimiter(":").formatHex(octets, start, octets.length);
    }

    /**
     * Looks for signatures that nobody knows of.
     *
     * @param patience so long a signature may stay unknown
     */
    public void findUnknownSignatures(Duration patience) {
        Instant latest = time.instant().minus(patience);
        untold.values().removeIf(one -> {
            if (one.since().isAfter(latest)) {
                return false;
            }
            if (!authority.isRevoked(one.signed().chain())) {
                fault("the certificate of attempt " + one.signed().attempt() + " for "
                        + one.signed().arn() + " is known to nobody but the authority");
            }
            return true;
        });
    }

    /** Looks whether every certificate that may still be used can be revoked: its leaf is in a record, or it is revoked. */
    public void findIrrevocable() {
        for (QuickAuthority.Signed signed : authority.signed()) {
            try {
                Optional<Document> record = store.find(
                                new RecordKey(CERTIFICATES, signed.arn().toString()))
                        .map(StoredRecord::document);
                String leaf = Base64.getEncoder()
                        .encodeToString(signed.chain().toDer().get(0));
                boolean kept = record.stream()
                        .flatMap(document -> List.of("generations", "revocations").stream()
                                .flatMap(list -> document.documents(list).stream()))
                        .anyMatch(part ->
                                part.findString("leaf").filter(leaf::equals).isPresent());
                boolean gone = record.isEmpty() || signed.notAfter().isBefore(time.instant());
                if (!kept && !gone && !authority.isRevoked(signed.chain())) {
                    fault("generation " + signed.generation() + " of " + signed.arn()
                            + " is in no record, so it cannot be revoked");
                }
            } catch (StoreException e) {
                throw new IllegalStateException("the store below does not fail", e);
            }
        }
    }

    private void look(RecordKey key, Document document) throws StoreException {
        long current = document.number("current");
        boolean deleted = document.has("deletedAt");
        boolean pointsToNothing = current > 0;
        for (Document generation : document.documents("generations")) {
            long number = generation.number("number");
            if (!generation.has("key")) {
                lookAtLostKey(key, document, number);
            }
            if (number == current) {
                pointsToNothing = false;
                if (!deleted && !Long.valueOf(current).equals(pointers.get(key.id()))) {
                    lookAtPointer(key, generation);
                }
            }
        }
        if (pointsToNothing) {
            fault(key.id() + " points to generation " + current + ", which it does not have");
        }
        pointers.put(key.id(), current);
    }

    private void lookAtLostKey(RecordKey key, Document document, long number) {
        boolean current = number == document.number("current");
        Long serves = serving.get(CertificateArn.parse(key.id()));
        boolean needed = (current && !document.has("deletedAt")) || (serves != null && serves == number);
        if (needed && document.string("status").equals("ISSUED")) {
            fault(key.id() + " has lost the key of generation " + number + ", which is "
                    + (current ? "current" : "served"));
        }
    }

    private void lookAtPointer(RecordKey key, Document generation) throws StoreException {
        CertificateChain leaf = CertificateChain.fromDer(List.of(generation.bytes("leaf")));
        boolean fits = generation
                .findDocument("key")
                .filter(closed -> Arrays.equals(
                        closed.bytes("public"), leaf.leaf().getPublicKey().getEncoded()))
                .isPresent();
        String issuers = generation.string("issuers");
        boolean chained =
                issuers.isEmpty() || store.find(new RecordKey("chain", issuers)).isPresent();
        if (!fits || !chained) {
            fault(key.id() + " points to generation " + generation.number("number") + ", which has no matching "
                    + (fits ? "chain" : "key"));
        }
    }

    /** The store below all processes, looked at after each write. */
    RecordStore over(RecordStore below) {
        return new RecordStore() {
            @Override
            public Optional<StoredRecord> find(RecordKey key) throws StoreException {
                return below.find(key);
            }

            @Override
            public WriteResult write(List<Write> batch) throws StoreException {
                WriteResult result = below.write(batch);
                if (result instanceof WriteResult.Written) {
                    for (Write write : batch) {
                        if (write.key().space().equals(CERTIFICATES)) {
                            if (write instanceof Write.Update update) {
                                look(update.key(), update.document());
                            } else if (write instanceof Write.Insert insert) {
                                look(insert.key(), insert.document());
                            } else {
                                pointers.remove(write.key().id());
                            }
                        }
                    }
                }
                return result;
            }

            @Override
            public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
                return below.due(space, now, after, limit);
            }

            @Override
            public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                    throws StoreException {
                return below.scan(space, partition, after, limit);
            }

            @Override
            public Duration staleness() {
                return below.staleness();
            }

            @Override
            public int maxBatch() {
                return below.maxBatch();
            }
        };
    }
}
