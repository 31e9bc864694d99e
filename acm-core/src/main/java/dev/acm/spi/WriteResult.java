package dev.acm.spi;

import java.util.List;
import java.util.Objects;

/** What became of a batch. An outcome that could not be learned is a {@link StoreException} with effect UNKNOWN (S4). */
public sealed interface WriteResult {
    /**
     * All of it happened.
     *
     * @param versions the new version of each record, in the order of the batch; empty text for a deletion
     */
    record Written(List<String> versions) implements WriteResult {
        /** Copies the list. */
        public Written {
            versions = List.copyOf(versions);
        }
    }

    /**
     * None of it happened, because this record was not as expected (S1).
     *
     * @param key the first such record
     */
    record Conflict(RecordKey key) implements WriteResult {
        /** Checks for null. */
        public Conflict {
            Objects.requireNonNull(key, "key");
        }
    }
}
