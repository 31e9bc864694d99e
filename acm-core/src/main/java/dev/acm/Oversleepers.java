package dev.acm;

import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.lifecycle.RecordCodec;
import dev.acm.spi.Page;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates that sleep longer than they need to, for example since a clock was ahead when they fell asleep. Nobody looks
 * at them before the time that is stored with them, so they must be sought.
 */
final class Oversleepers {
    private static final Logger log = LoggerFactory.getLogger(Oversleepers.class);
    private static final int PAGE = 500;

    /** So long a record rests on purpose after a defect, whatever it needs next. */
    private static final Duration RESTS = Duration.ofHours(1);

    private final RecordStore store;
    private final Records records;
    private final Lifecycle lifecycle;

    Oversleepers(RecordStore store, Records records, Lifecycle lifecycle) {
        this.store = store;
        this.records = records;
        this.lifecycle = lifecycle;
    }

    /** Stores an earlier time with each that needs something before the time that is stored; reads them all. */
    void wake(Instant now) throws StoreException {
        Optional<String> cursor = Optional.empty();
        do {
            Page page = store.scan(Records.CERTIFICATES, Optional.empty(), cursor, PAGE);
            for (StoredRecord stored : page.records()) {
                if (stored.dueAt().filter(at -> at.isAfter(now.plus(RESTS))).isPresent()) {
                    wake(stored, now);
                }
            }
            cursor = page.next();
        } while (cursor.isPresent());
    }

    private void wake(StoredRecord stored, Instant now) {
        try {
            CertificateRecord record = Records.loaded(stored).record();
            Optional<Instant> needed = RecordCodec.dueAt(lifecycle.decide(record, now), now);
            Instant due = stored.dueAt().orElse(now);
            // one that changed meanwhile was given its time anew
            if (needed.filter(due::isAfter).isPresent() && records.overwrite(stored, needed, stored.document())) {
                log.warn("was to sleep until {}, is due at {} certificate={}", due, needed.get(), record.arn());
            }
        } catch (StoreException | IllegalArgumentException e) {
            log.warn("not looked at key={}", stored.key(), e);
        }
    }
}
