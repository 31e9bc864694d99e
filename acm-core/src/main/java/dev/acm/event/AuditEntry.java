package dev.acm.event;

import java.util.Objects;

/**
 * An event in the audit chain of its certificate: each entry's hash covers the one before.
 *
 * @param event what happened
 * @param previousHash hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over the previous hash and the event, 64 lower-case hex digits
 */
public record AuditEntry(CertificateEvent event, String previousHash, String hash) {
    /** What stands before the first entry. */
    public static final String START = "0".repeat(64);

    /** Checks for null. */
    public AuditEntry {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(previousHash, "previousHash");
        Objects.requireNonNull(hash, "hash");
    }
}
