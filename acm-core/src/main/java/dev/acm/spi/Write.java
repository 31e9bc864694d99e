package dev.acm.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** One conditional write; there is no unconditional one (S1). */
public sealed interface Write {
    /**
     * Which record.
     *
     * @return its name
     */
    RecordKey key();

    /**
     * Creates a record that must be absent.
     *
     * @param key its name
     * @param partition the account, or the issuer
     * @param dueAt when it wants to be looked at; empty means never
     * @param document its content
     */
    record Insert(RecordKey key, String partition, Optional<Instant> dueAt, Document document) implements Write {
        /** Checks for null. */
        public Insert {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(partition, "partition");
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(document, "document");
        }
    }

    /**
     * Replaces a record that must be at the given version; its partition stays.
     *
     * @param key its name
     * @param expectedVersion the version that was read
     * @param dueAt when it wants to be looked at; empty means never
     * @param document its new content
     */
    record Update(RecordKey key, String expectedVersion, Optional<Instant> dueAt, Document document) implements Write {
        /** Checks for null. */
        public Update {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(expectedVersion, "expectedVersion");
            Objects.requireNonNull(dueAt, "dueAt");
            Objects.requireNonNull(document, "document");
        }
    }

    /**
     * Removes a record that must be at the given version.
     *
     * @param key its name
     * @param expectedVersion the version that was read
     */
    record Delete(RecordKey key, String expectedVersion) implements Write {
        /** Checks for null. */
        public Delete {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(expectedVersion, "expectedVersion");
        }
    }
}
