package dev.acm.testkit.wrong;

import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A right store to be made wrong in one place. */
abstract class Delegating implements RecordStore {
    private static final int ALL = 1_000_000;

    final RecordStore below;

    Delegating() {
        this(new InMemoryRecordStore());
    }

    Delegating(RecordStore below) {
        this.below = below;
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return below.find(key);
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        return below.write(batch);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        return below.due(space, now, after, limit);
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        return below.scan(space, partition, after, limit);
    }

    @Override
    public int maxBatch() {
        return below.maxBatch();
    }

    final List<StoredRecord> allDue(String space, Instant now) throws StoreException {
        return below.due(space, now, Optional.empty(), ALL).records();
    }

    final List<StoredRecord> all(String space) throws StoreException {
        return below.scan(space, Optional.empty(), Optional.empty(), ALL).records();
    }

    /** Whether the write would be carried out now. */
    final boolean isAsExpected(Write write) throws StoreException {
        Optional<StoredRecord> present = below.find(write.key());
        if (write instanceof Write.Update update) {
            return present.isPresent() && present.get().version().equals(update.expectedVersion());
        }
        if (write instanceof Write.Delete delete) {
            return present.isPresent() && present.get().version().equals(delete.expectedVersion());
        }
        return present.isEmpty();
    }

    /** Writes whatever is there; only what is absent cannot be updated or deleted. */
    final WriteResult force(Write write) throws StoreException {
        while (true) {
            Optional<StoredRecord> present = below.find(write.key());
            WriteResult result =
                    below.write(List.of(present.map(record -> at(record, write)).orElse(write)));
            boolean nothingToForce = present.isEmpty() && !(write instanceof Write.Insert);
            if (result instanceof WriteResult.Written || nothingToForce) {
                return result;
            }
        }
    }

    private static Write at(StoredRecord present, Write write) {
        if (write instanceof Write.Insert insert) {
            return new Write.Update(insert.key(), present.version(), insert.dueAt(), insert.document());
        }
        if (write instanceof Write.Update update) {
            return new Write.Update(update.key(), present.version(), update.dueAt(), update.document());
        }
        return new Write.Delete(write.key(), present.version());
    }

    /** Long enough for other threads to come between. */
    static void letOthersIn() {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
    }

    /** A page out of a list that has everything after the cursor. */
    static Page page(List<StoredRecord> rest, int limit, Cursor cursor) {
        if (rest.size() <= limit) {
            return new Page(rest, Optional.empty());
        }
        List<StoredRecord> first = new ArrayList<>(rest.subList(0, limit));
        return new Page(first, Optional.of(cursor.after(first.get(limit - 1))));
    }

    /** Tells where to read on. */
    interface Cursor {
        String after(StoredRecord last);
    }
}
