package dev.acm.testkit.workflow;

import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists what was inserted only after a while, as an index does that is brought up to date behind the writes. */
final class LaggingStore implements RecordStore {
    private final RecordStore behind;
    private final InstantSource time;
    private final Duration staleness;
    private final Map<RecordKey, Instant> inserted = new HashMap<>();

    LaggingStore(RecordStore behind, InstantSource time, Duration staleness) {
        this.behind = behind;
        this.time = time;
        this.staleness = staleness;
    }

    @Override
    public Duration staleness() {
        return staleness;
    }

    @Override
    public synchronized WriteResult write(List<Write> batch) throws StoreException {
        WriteResult result = behind.write(batch);
        if (result instanceof WriteResult.Written && batch.get(0) instanceof Write.Insert insert) {
            inserted.put(insert.key(), time.instant());
        }
        return result;
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return behind.find(key);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        return listed(behind.due(space, now, after, limit));
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        return listed(behind.scan(space, partition, after, limit));
    }

    private synchronized Page listed(Page page) {
        Instant latest = time.instant().minus(staleness);
        return new Page(
                page.records().stream()
                        .filter(record -> !inserted.getOrDefault(record.key(), Instant.MIN)
                                .isAfter(latest))
                        .toList(),
                page.next());
    }
}
