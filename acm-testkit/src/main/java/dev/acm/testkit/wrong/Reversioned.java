package dev.acm.testkit.wrong;

import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that gives its records versions of another making. */
final class Reversioned extends Delegating {
    private final Map<RecordKey, String> versions = new HashMap<>();
    private final Versions making;

    Reversioned(Versions making) {
        this.making = making;
    }

    @Override
    public synchronized Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return super.find(key).map(this::outward);
    }

    @Override
    public synchronized WriteResult write(List<Write> batch) throws StoreException {
        List<Write> inward = new ArrayList<>();
        for (Write write : batch) {
            inward.add(inward(write));
        }
        WriteResult result = super.write(inward);
        if (!(result instanceof WriteResult.Written)) {
            return result;
        }
        List<String> written = new ArrayList<>();
        for (Write write : batch) {
            Optional<String> old = Optional.ofNullable(versions.remove(write.key()));
            if (write instanceof Write.Delete) {
                written.add("");
                continue;
            }
            Document document =
                    write instanceof Write.Insert insert ? insert.document() : ((Write.Update) write).document();
            String version = making.next(old, document);
            versions.put(write.key(), version);
            written.add(version);
        }
        return new WriteResult.Written(written);
    }

    private Write inward(Write write) throws StoreException {
        if (write instanceof Write.Update update) {
            String version = inward(update.key(), update.expectedVersion());
            return new Write.Update(update.key(), version, update.dueAt(), update.document());
        }
        if (write instanceof Write.Delete delete) {
            return new Write.Delete(delete.key(), inward(delete.key(), delete.expectedVersion()));
        }
        return write;
    }

    private String inward(RecordKey key, String version) throws StoreException {
        return version.equals(versions.get(key))
                ? below.find(key).map(StoredRecord::version).orElse("none")
                : "none";
    }

    private StoredRecord outward(StoredRecord record) {
        String version = versions.getOrDefault(record.key(), "none");
        return new StoredRecord(record.key(), version, record.partition(), record.dueAt(), record.document());
    }

    @Override
    public synchronized Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
        return outward(super.due(space, now, after, limit));
    }

    @Override
    public synchronized Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
            throws StoreException {
        return outward(super.scan(space, partition, after, limit));
    }

    private Page outward(Page page) {
        return new Page(page.records().stream().map(this::outward).toList(), page.next());
    }

    /** Makes versions. */
    interface Versions {
        String next(Optional<String> old, Document document);
    }
}
