package dev.acm.ca;

import dev.acm.spi.Page;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Fails at one write: before it happens, or after, when nobody can tell (S4). Every later call fails too. */
final class CrashingStore implements RecordStore {
    enum Moment {
        BEFORE,
        AFTER
    }

    private final RecordStore inner;
    private final int crashAt;
    private final Moment moment;
    private int writes;
    private boolean crashed;

    CrashingStore(RecordStore inner, int crashAt, Moment moment) {
        this.inner = inner;
        this.crashAt = crashAt;
        this.moment = moment;
    }

    boolean hasCrashed() {
        return crashed;
    }

    private void alive() throws StoreException {
        if (crashed) {
            throw new StoreException("the process is gone", Effect.NONE, RetryClass.TRANSIENT, null);
        }
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        alive();
        crashed = ++writes == crashAt;
        if (!crashed || moment == Moment.AFTER) {
            WriteResult result = inner.write(batch);
            if (!crashed) {
                return result;
            }
        }
        throw new StoreException("lost the answer", Effect.UNKNOWN, RetryClass.TRANSIENT, null);
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        alive();
        return inner.find(key);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        alive();
        return inner.due(space, now, after, limit);
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        alive();
        return inner.scan(space, partition, after, limit);
    }

    @Override
    public Duration staleness() {
        return inner.staleness();
    }
}
