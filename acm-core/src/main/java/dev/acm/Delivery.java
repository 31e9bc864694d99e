package dev.acm;

import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditException;
import dev.acm.spi.AuditLog;
import dev.acm.spi.CertificateListener;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to the audit log, and then to the listeners, whose failures change nothing. */
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Optional<AuditLog> auditLog;
    private final List<CertificateListener> listeners;

    Delivery(Ports ports) {
        this.auditLog = ports.auditLog();
        this.listeners = ports.listeners();
    }

    boolean hasNobody() {
        return auditLog.isEmpty() && listeners.isEmpty();
    }

    void deliver(AuditEntry entry) throws AuditException {
        if (auditLog.isPresent()) {
            auditLog.get().append(entry);
        }
        listeners.forEach(listener -> tell(listener, entry));
    }

    private static void tell(CertificateListener listener, AuditEntry entry) {
        try {
            listener.onEvent(entry.event());
        } catch (RuntimeException e) {
            log.warn(
                    "listener failed certificate={} event={}",
                    entry.event().arn(),
                    entry.event().type(),
                    e);
        }
    }
}
