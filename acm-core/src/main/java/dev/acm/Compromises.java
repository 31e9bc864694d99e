package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.certificate.CertificateType;
import dev.acm.error.AcmException;
import dev.acm.error.ConflictException;
import dev.acm.error.PortFailedException;
import dev.acm.error.RequestInProgressException;
import dev.acm.error.ResourceNotFoundException;
import dev.acm.event.Caller;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Compromising;
import dev.acm.lifecycle.Generation;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys known or feared known to others. The report is a record of its own, written first and kept for ever: it is due until
 * all certificates of the account were looked through, so a search that broke off goes on with the next run, and a key once
 * reported is never imported again.
 */
final class Compromises {
    static final String SPACE = "compromise";
    private static final int PAGE = 500;
    private static final int AT_ONCE = 10;
    private static final Duration AGAIN = Duration.ofMinutes(5);

    /** So far the clocks of two managers may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(Compromises.class);

    private final Ports ports;
    private final Records records;

    Compromises(Ports ports, Records records) {
        this.ports = ports;
        this.records = records;
    }

    /** The key of a certificate's current generation. */
    String keyOf(CertificateArn arn, String account) {
        Generation current =
                records.get(arn, account).record().current().orElseThrow(() -> new RequestInProgressException(arn));
        return Compromising.id(current);
    }

    CompromiseReport report(Caller caller, String key) {
        Instant now = ports.time().instant();
        Document document = Document.builder()
                .put("schema", 1)
                .put("key", key)
                .put("actor", caller.actor())
                .put("source", caller.source())
                .put("reportedAt", now)
                .build();
        RecordKey id = id(caller.account(), key);
        try {
            records.insert(id, caller.account(), Optional.of(now), document);
            StoredRecord stored = ports.store()
                    .find(id)
                    .orElseThrow(() -> new IllegalStateException("a report is never deleted: " + id));
            return sweep(stored, now, now);
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    private static RecordKey id(String account, String key) {
        return new RecordKey(SPACE, account + "/" + key);
    }

    /** Whether the key was reported in the account. */
    boolean isReported(String account, String key) throws StoreException {
        return ports.store().find(id(account, key)).isPresent();
    }

    /** Goes on with searches that broke off. One that breaks off again waits a while, and holds up nothing else. */
    void resume(Instant now) throws StoreException {
        for (StoredRecord stored :
                ports.store().due(SPACE, now, Optional.empty(), AT_ONCE).records()) {
            try {
                sweep(stored, stored.document().instant("reportedAt"), now);
            } catch (StoreException | AcmException | IllegalArgumentException e) {
                log.warn("search for a compromised key broke off report={}", stored.key(), e);
                putOff(stored, now.plus(AGAIN));
            }
        }
    }

    private void putOff(StoredRecord report, Instant until) {
        try {
            // a conflict means that another manager was through
            ports.store()
                    .write(List.of(
                            new Write.Update(report.key(), report.version(), Optional.of(until), report.document())));
        } catch (StoreException e) {
            log.warn("report is not put off report={}", report.key(), e);
        }
    }

    private CompromiseReport sweep(StoredRecord report, Instant told, Instant now) throws StoreException {
        Document document = report.document();
        String key = document.string("key");
        Caller caller = new Caller(report.partition(), document.string("actor"), document.string("source"));
        List<CertificateArn> replaced = new ArrayList<>();
        List<CertificateArn> deleted = new ArrayList<>();
        List<CertificateArn> imported = new ArrayList<>();
        List<AcmException> failures = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = ports.store().scan(Records.CERTIFICATES, Optional.of(caller.account()), cursor, PAGE);
            for (CertificateRecord record : Records.readable(page)) {
                if (Compromising.concerns(record, key)) {
                    try {
                        mark(record.arn(), key, caller, now);
                    } catch (PortFailedException | ConflictException e) {
                        failures.add(e); // the others are told all the same
                    }
                    if (record.wish().type() == CertificateType.IMPORTED) {
                        imported.add(record.arn());
                    } else {
                        (record.deletedAt().isPresent() ? deleted : replaced).add(record.arn());
                    }
                }
            }
            cursor = page.next();
        } while (cursor.isPresent());
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        Optional<Instant> again = lookAgain(told, now);
        // told once more, it is looked for again too
        if (report.dueAt().isPresent() || again.isPresent()) {
            // a conflict means that another manager was through before
            ports.store().write(List.of(new Write.Update(report.key(), report.version(), again, document)));
        }
        return new CompromiseReport(key, replaced, deleted, imported);
    }

    // S2, S6: a list of a store that lags may lack what was stored just before the report, and show an older key of it
    private Optional<Instant> lookAgain(Instant told, Instant now) {
        Duration staleness = ports.store().staleness();
        Instant complete = told.plus(staleness).plus(SKEW);
        return staleness.isZero() || !now.isBefore(complete) ? Optional.empty() : Optional.of(complete);
    }

    /** Notes in a certificate's record that the key is compromised, if it concerns it; deleted or not. */
    void mark(CertificateArn arn, String key, Caller caller, Instant now) {
        try {
            records.changeThoughDeleted(
                    arn,
                    caller.account(),
                    Optional.of(now),
                    record -> Compromising.concerns(record, key)
                            ? Compromising.compromised(record, key, caller, now)
                            : record);
        } catch (ResourceNotFoundException e) {
            log.debug("gone meanwhile certificate={}", arn);
        }
    }
}
