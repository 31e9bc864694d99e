package dev.acm.testkit;

import dev.acm.certificate.CertificateArn;
import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuditLog;
import dev.acm.spi.RetryClass;
import java.util.ArrayList;
import java.util.List;

/** Remembers the entries it took; its calls go wrong where a test says so. Thread-safe. */
public final class RecordingAuditLog implements AuditLog {
    private final List<AuditEntry> entries = new ArrayList<>();
    private final FaultPlan<AuditException> appends = new FaultPlan<>(
            "append", (message, effect) -> new AuditException(message, effect, RetryClass.TRANSIENT, null));

    /** Creates an empty log. */
    public RecordingAuditLog() {}

    @Override
    public void append(AuditEntry entry) throws AuditException {
        appends.around(() -> keep(entry));
    }

    private synchronized boolean keep(AuditEntry entry) {
        return entries.add(entry);
    }

    /**
     * Makes one append go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this log
     */
    public RecordingAuditLog onAppend(int n, Fault fault) {
        appends.in(n, fault);
        return this;
    }

    /**
     * The entries it took.
     *
     * @return a copy, in the order taken; one that was offered twice is there twice
     */
    public synchronized List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The entries of one certificate, without repetitions.
     *
     * @param arn the certificate
     * @return in the order taken first
     */
    public synchronized List<AuditEntry> chainOf(CertificateArn arn) {
        return entries.stream()
                .filter(entry -> entry.event().arn().equals(arn))
                .distinct()
                .toList();
    }
}
