package dev.acm.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one storage a host supplies; the manager and the embedded authority keep all their state in it. One SQL table with
 * two indexes, or a conditional PUT with an index by due time, is enough.
 *
 * <ul>
 *   <li>S1 Every write MUST name what it expects: absent, or the version it saw. If an expectation fails, nothing of the
 *       batch changes and the result names the record.
 *   <li>S2 {@code find} and {@code write} MUST act at one instant for all readers; {@code due} and {@code scan} MAY lag by
 *       at most {@link #staleness()}. Callers read again with {@code find} before they act.
 *   <li>S3 A version is opaque, MUST change on every write, MUST never come back for the same id (not even after deletion
 *       and a new insert), and MUST NOT come from a clock.
 *   <li>S4 An outcome that could not be learned MUST be reported as a {@link StoreException} with effect UNKNOWN, never as a
 *       failure or a conflict; the caller reads again.
 *   <li>S5 {@code due} MUST cost in the number returned, not in the number stored; its cursor MUST let callers read on.
 *   <li>S6 {@code scan} MUST return exactly once every record that existed for longer than the staleness before the first
 *       page, and throughout. A cursor that is not of the store's making MUST be an {@link IllegalArgumentException} or a
 *       place to read on from, and MUST NOT lead out of the partition: callers of a list hold cursors in their hands.
 *   <li>S7 Documents MUST be returned as they were written, and are opaque to the store; secrets in them are sealed before
 *       they arrive.
 *   <li>S8 Batches of one MUST work; larger ones work up to {@link #maxBatch()}.
 *   <li>S9 Many managers MAY share one store: every method MUST be safe to call from many threads and processes.
 * </ul>
 *
 * <p>Methods may block; they are never called from a handshake.
 */
public interface RecordStore {
    /**
     * Finds one record.
     *
     * @param key its name
     * @return the record, or empty if there is none
     * @throws StoreException if the store cannot answer
     */
    Optional<StoredRecord> find(RecordKey key) throws StoreException;

    /**
     * Writes all of a batch or nothing (S1).
     *
     * @param batch 1 to {@link #maxBatch()} writes, no record twice
     * @return the new versions, or the record that was not as expected
     * @throws StoreException if the store cannot write, or does not know whether it did (S4)
     */
    WriteResult write(List<Write> batch) throws StoreException;

    /**
     * Lists records that are due, by due time, then by id.
     *
     * @param space the kind of record
     * @param now records due at this time or before
     * @param after the cursor of the page before, or empty
     * @param limit at most so many; 1 and up
     * @return the records
     * @throws StoreException if the store cannot answer
     */
    Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException;

    /**
     * Lists records of a space, in an order of the store's own that stays the same over the pages.
     *
     * @param space the kind of record
     * @param partition only those of one partition, or empty for all
     * @param after the cursor of the page before, or empty
     * @param limit at most so many; 1 and up
     * @return the records
     * @throws StoreException if the store cannot answer
     */
    Page scan(String space, Optional<String> partition, Optional<String> after, int limit) throws StoreException;

    /**
     * How far {@code due} and {@code scan} may lag behind.
     *
     * @return zero unless overridden
     */
    default Duration staleness() {
        return Duration.ZERO;
    }

    /**
     * The largest batch that is written as one.
     *
     * @return 1 unless overridden
     */
    default int maxBatch() {
        return 1;
    }
}
