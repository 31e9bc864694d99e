package dev.acm.ca;

import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists nothing that was inserted since it last caught up (S2, S6); finds everything. */
final class LaggingStore implements RecordStore {
    private final RecordStore inner;
    private final Duration staleness;
    private final Set<RecordKey> hidden = new HashSet<>();

    LaggingStore(RecordStore inner, Duration staleness) {
        this.inner = inner;
        this.staleness = staleness;
    }

    void catchUp() {
        hidden.clear();
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        WriteResult result = inner.write(batch);
        if (result instanceof WriteResult.Written) {
            batch.stream().filter(Write.Insert.class::isInstance).forEach(write -> hidden.add(write.key()));
        }
        return result;
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return inner.find(key);
    }

    @Override
    public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        return visible(inner.due(space, now, after, limit));
    }

    @Override
    public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        return visible(inner.scan(space, partition, after, limit));
    }

    private Page visible(Page page) {
        return new Page(
                page.records().stream()
                        .filter(record -> !hidden.contains(record.key()))
                        .toList(),
                page.next());
    }

    @Override
    public Duration staleness() {
        return staleness;
    }
}
