package dev.acm.testkit;

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
import java.util.Objects;
import java.util.Optional;

/**
 * A store whose calls go wrong where a test says so. After a {@link Crash} it throws it at every call: wrap the store below
 * anew to restart. Thread-safe.
 */
public final class FaultyStore implements RecordStore {
    private final RecordStore below;
    private final FaultPlan<StoreException> writes = new FaultPlan<>("write", FaultyStore::failure);
    private final FaultPlan<StoreException> reads = new FaultPlan<>("read", FaultyStore::failure);

    private FaultyStore(RecordStore below) {
        this.below = below;
    }

    /**
     * Wraps a store; nothing goes wrong until told.
     *
     * @param below the store that holds the records
     * @return the store to hand out
     */
    public static FaultyStore over(RecordStore below) {
        return new FaultyStore(Objects.requireNonNull(below, "below"));
    }

    private void checkAlive() {
        writes.checkAlive();
        reads.checkAlive();
    }

    private static StoreException failure(String message, Effect effect) {
        return new StoreException(message, effect, RetryClass.TRANSIENT, null);
    }

    /**
     * Makes one write go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this store
     */
    public FaultyStore onWrite(int n, Fault fault) {
        writes.in(n, fault);
        return this;
    }

    /**
     * Makes one read ({@code find}, {@code due} or {@code scan}) go wrong.
     *
     * @param n which one from now on; 1 is the next
     * @param fault how
     * @return this store
     */
    public FaultyStore onRead(int n, Fault fault) {
        reads.in(n, fault);
        return this;
    }

    /**
     * How many writes were asked for, failed ones included.
     *
     * @return 0 and up
     */
    public int writes() {
        return writes.calls();
    }

    /**
     * How many reads were asked for, failed ones included.
     *
     * @return 0 and up
     */
    public int reads() {
        return reads.calls();
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        checkAlive();
        return reads.around(() -> below.find(key));
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        checkAlive();
        return writes.around(() -> below.write(batch));
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        checkAlive();
        return reads.around(() -> below.due(space, now, after, limit));
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        checkAlive();
        return reads.around(() -> below.scan(space, partition, after, limit));
    }

    @Override
    public Duration staleness() {
        return below.staleness();
    }

    @Override
    public int maxBatch() {
        return below.maxBatch();
    }
}
