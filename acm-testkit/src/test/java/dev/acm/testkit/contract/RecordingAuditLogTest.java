package dev.acm.testkit.contract;

import dev.acm.event.AuditEntry;
import dev.acm.spi.AuditLog;
import dev.acm.testkit.RecordingAuditLog;
import java.util.List;

class RecordingAuditLogTest implements AuditLogContract {
    @Override
    public AuditLog newLog() {
        return new RecordingAuditLog();
    }

    @Override
    public List<AuditEntry> read(AuditLog log) {
        return ((RecordingAuditLog) log).entries();
    }
}
