package dev.acm.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A record as the store returned it.
 *
 * @param key its name
 * @param version opaque; changes on every write (S3)
 * @param partition the account, or the issuer
 * @param dueAt when it wants to be looked at; empty means never
 * @param document its content
 */
public record StoredRecord(
        RecordKey key, String version, String partition, Optional<Instant> dueAt, Document document) {
    /** Checks for null. */
    public StoredRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(dueAt, "dueAt");
        Objects.requireNonNull(document, "document");
    }
}
