package dev.acm.ca;

import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lets somebody else act right before or after one write. */
final class InterruptedStore implements RecordStore {
    /** What the other one does. */
    interface Other {
        void act() throws Exception;
    }

    private final RecordStore inner;
    private final int at;
    private final CrashingStore.Moment moment;
    private final Other other;
    private int writes;

    InterruptedStore(RecordStore inner, int at, CrashingStore.Moment moment, Other other) {
        this.inner = inner;
        this.at = at;
        this.moment = moment;
        this.other = other;
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        boolean now = ++writes == at;
        if (now && moment == CrashingStore.Moment.BEFORE) {
            act();
        }
        WriteResult result = inner.write(batch);
        if (now && moment == CrashingStore.Moment.AFTER) {
            act();
        }
        return result;
    }

    private void act() {
        try {
            other.act();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return inner.find(key);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        return inner.due(space, now, after, limit);
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        return inner.scan(space, partition, after, limit);
    }
}
