package dev.acm.memory;

import dev.acm.internal.Checks;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps records in the memory of this process, for first steps and for tests. <strong>Everything is lost with the process,
 * issued certificates and their keys included.</strong>
 *
 * <p>Never lags, and writes batches of up to 1000 records as one. {@code find} costs a hash look-up; {@code write},
 * {@code due} and {@code scan} cost in the number written or returned, times the logarithm of the number stored. Safe to
 * use from many threads.
 */
public final class InMemoryRecordStore implements RecordStore {
    private static final int MAX_BATCH = 1000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Space> spaces = new HashMap<>();
    // one for the whole store and never set back, so that no version comes back after a deletion (S3)
    private long lastVersion;

    /** Creates an empty store. */
    public InMemoryRecordStore() {}

    @Override
    public Optional<StoredRecord> find(RecordKey key) {
        Objects.requireNonNull(key, "key");
        return locked(lock.readLock(), () -> existing(key.space()).find(key.id()));
    }

    @Override
    public WriteResult write(List<Write> batch) {
        List<Write> writes = List.copyOf(batch);
        Set<RecordKey> keys = new HashSet<>();
        Checks.require(
                !writes.isEmpty() && writes.size() <= MAX_BATCH,
                () -> "batch must have 1 to " + MAX_BATCH + " writes, got " + writes.size());
        for (Write write : writes) {
            Checks.require(keys.add(write.key()), () -> "batch must not name a record twice: " + write.key());
        }
        return locked(lock.writeLock(), () -> writeLocked(writes));
    }

    private WriteResult writeLocked(List<Write> writes) {
        for (Write write : writes) {
            if (!existing(write.key().space()).isAsExpected(write)) {
                return new WriteResult.Conflict(write.key());
            }
        }
        List<String> versions = new ArrayList<>(writes.size());
        for (Write write : writes) {
            String version = Long.toString(++lastVersion, Character.MAX_RADIX);
            spaces.computeIfAbsent(write.key().space(), Space::new).apply(write, version);
            versions.add(write instanceof Write.Delete ? "" : version);
        }
        return new WriteResult.Written(versions);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) {
        Objects.requireNonNull(now, "now");
        checkLimit(limit);
        return locked(lock.readLock(), () -> existing(space).due(now, after, limit));
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit) {
        checkLimit(limit);
        return locked(lock.readLock(), () -> existing(space).scan(partition, after, limit));
    }

    private static void checkLimit(int limit) {
        Checks.require(limit >= 1, () -> "limit must be 1 or more, got " + limit);
    }

    @Override
    public int maxBatch() {
        return MAX_BATCH;
    }

    private Space existing(String name) {
        Space space = spaces.get(name);
        return space != null ? space : new Space(name);
    }

    private static <T> T locked(Lock held, Supplier<T> action) {
        held.lock();
        try {
            return action.get();
        } finally {
            held.unlock();
        }
    }
}
