package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.error.AccessDeniedException;
import dev.acm.error.PortFailedException;
import dev.acm.event.AuditChain;
import dev.acm.event.AuditEntry;
import dev.acm.event.Caller;
import dev.acm.event.CertificateEvent;
import dev.acm.event.EventType;
import dev.acm.internal.Checks;
import dev.acm.spi.AuditException;
import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RequestConditions;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the host's policy refused, until the audit log has it. A refused call changes no certificate, and mostly there is
 * none, so each denial is a record of its own with a handle of its own, which is a chain of one entry in the log.
 */
final class Denials {
    static final String SPACE = "denial";

    /** So many of one account wait at most; a caller who is refused again and again must not fill the store. */
    private static final int MOST_WAITING = 100;

    private static final int AT_ONCE = 100;
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int NAMES = 1000;

    private static final Logger log = LoggerFactory.getLogger(Denials.class);

    private final Ports ports;
    private final Records records;
    private final Delivery delivery;

    Denials(Ports ports, Records records) {
        this.ports = ports;
        this.records = records;
        this.delivery = new Delivery(ports);
    }

    /** A denied call about a certificate that is there names that one; about a new one it names none. */
    void note(Caller caller, Optional<CertificateArn> meant, RequestConditions asked, AccessDeniedException denied) {
        if (delivery.hasNobody()) {
            return;
        }
        Instant now = ports.time().instant();
        Document document = Document.builder()
                .put("schema", 1)
                .put("at", now)
                .put("actor", caller.actor())
                .put("source", caller.source())
                .put("operation", asked.operation().name())
                .put("names", Checks.shorten(asked.domainNames().toString(), NAMES))
                .put("reason", denied.reason().name())
                .put("certificate", meant.map(CertificateArn::toString))
                .build();
        RecordKey key = new RecordKey(SPACE, ports.freshArn(caller.account()).toString());
        try {
            int waiting = ports.store()
                    .scan(SPACE, Optional.of(caller.account()), Optional.empty(), MOST_WAITING)
                    .records()
                    .size();
            if (waiting < MOST_WAITING) {
                records.insert(key, caller.account(), Optional.of(now), document);
            } else {
                log.warn("denied, and too many denials wait for the audit log account={}", caller.account());
            }
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    /** Hands over what waits, up to the first that cannot be: that one has its next turn later, behind the others. */
    void deliver(Instant now) throws StoreException {
        for (StoredRecord stored :
                ports.store().due(SPACE, now, Optional.empty(), AT_ONCE).records()) {
            try {
                delivery.deliver(entry(stored));
            } catch (AuditException | RuntimeException e) {
                log.warn("a denial is not told to the audit log key={}", stored.key(), e);
                records.overwrite(stored, Optional.of(now.plus(AGAIN)), stored.document());
                return;
            }
            records.delete(stored.key(), stored.version());
        }
    }

    private static AuditEntry entry(StoredRecord stored) {
        Document document = stored.document();
        Map<String, String> details = new TreeMap<>();
        for (String name : new String[] {"operation", "names", "reason"}) {
            details.put(name, document.string(name));
        }
        document.findString("certificate").ifPresent(arn -> details.put("certificate", arn));
        CertificateEvent event = new CertificateEvent(
                CertificateArn.parse(stored.key().id()),
                1,
                document.instant("at"),
                EventType.ACCESS_DENIED,
                document.string("actor"),
                document.string("source"),
                details);
        return new AuditEntry(event, AuditEntry.START, AuditChain.hash(AuditEntry.START, event));
    }
}
