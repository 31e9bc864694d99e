package dev.acm.spi;

import dev.acm.event.AuditEntry;

/**
 * Takes what happened, for the record.
 *
 * <ul>
 *   <li>E1 Entries MUST be kept whole. Those of one certificate come in order, and MUST stay so.
 *   <li>E2 Each comes at least once; one that is offered again has the same sequence number and hash, and MUST NOT be a
 *       failure.
 *   <li>E3 It MUST be safe to call from many threads.
 * </ul>
 */
@FunctionalInterface
public interface AuditLog {
    /**
     * Takes one entry.
     *
     * @param entry the entry
     * @throws AuditException if it could not be kept; it is offered again
     */
    void append(AuditEntry entry) throws AuditException;
}
