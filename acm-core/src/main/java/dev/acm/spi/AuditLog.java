package dev.acm.spi;

import dev.acm.event.AuditEntry;

/**
 * Takes what happened, for the record. Entries of one certificate come in order, each at least once; a repeated one has
 * the same sequence number and hash.
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
