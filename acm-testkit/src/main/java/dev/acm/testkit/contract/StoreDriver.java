package dev.acm.testkit.contract;

import dev.acm.spi.Document;
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

/** Uses a store as the tests do; a store that throws fails the test. */
final class StoreDriver {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int TOO_MANY_PAGES = 10_000;
    private static final String SPACE = "contract";
    private static final String PARTITION = "partition";

    private final RecordStore store;

    private StoreDriver(RecordStore store) {
        this.store = store;
    }

    static StoreDriver of(Source source) {
        try {
            return new StoreDriver(source.get());
        } catch (Exception e) {
            throw new AssertionError("no store could be made", e);
        }
    }

    static RecordKey key(String id) {
        return new RecordKey(SPACE, id);
    }

    static Document count(long value) {
        return Document.builder().put("count", value).build();
    }

    static Write insertion(String id, long count) {
        return new Write.Insert(key(id), PARTITION, Optional.empty(), count(count));
    }

    static Write update(StoredRecord seen, long count) {
        return new Write.Update(seen.key(), seen.version(), seen.dueAt(), count(count));
    }

    static Write deletion(StoredRecord seen) {
        return new Write.Delete(seen.key(), seen.version());
    }

    RecordStore store() {
        return store;
    }

    WriteResult write(Write... batch) {
        return attempt(() -> store.write(List.of(batch)));
    }

    List<String> written(Write... batch) {
        WriteResult result = write(batch);
        if (result instanceof WriteResult.Written written) {
            return written.versions();
        }
        throw new AssertionError("not written as it should: " + result);
    }

    StoredRecord insert(String id) {
        return insert(id, PARTITION, Optional.empty(), count(0));
    }

    StoredRecord insert(String id, String partition) {
        return insert(id, partition, Optional.empty(), count(0));
    }

    StoredRecord insertDue(String id, Instant dueAt) {
        return insert(id, PARTITION, Optional.of(dueAt), count(0));
    }

    StoredRecord insert(String id, String partition, Optional<Instant> dueAt, Document document) {
        written(new Write.Insert(key(id), partition, dueAt, document));
        return get(id);
    }

    /** Writes the count, and returns the record as it then is. */
    StoredRecord put(StoredRecord seen, long count) {
        written(update(seen, count));
        return get(seen.key().id());
    }

    Optional<StoredRecord> find(String id) {
        return attempt(() -> store.find(key(id)));
    }

    StoredRecord get(String id) {
        return find(id).orElseThrow(() -> new AssertionError("not found, although written: " + id));
    }

    long countOf(String id) {
        return get(id).document().number("count");
    }

    Page due(Instant now, Optional<String> after, int limit) {
        return attempt(() -> store.due(SPACE, now, after, limit));
    }

    Page scan(Optional<String> partition, Optional<String> after, int limit) {
        return attempt(() -> store.scan(SPACE, partition, after, limit));
    }

    List<String> allDue(Instant now, int limit) {
        return ids(after -> due(now, after, limit), limit);
    }

    List<String> allScanned(Optional<String> partition, int limit) {
        return ids(after -> scan(partition, after, limit), limit);
    }

    static List<String> ids(Page page) {
        return page.records().stream().map(record -> record.key().id()).toList();
    }

    private static List<String> ids(Pages pages, int limit) {
        List<String> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int i = 0; i < TOO_MANY_PAGES; i++) {
            Page page = pages.after(cursor);
            if (page.records().size() > limit) {
                throw new AssertionError("a page has more records than asked for: "
                        + page.records().size());
            }
            ids.addAll(ids(page));
            cursor = page.next();
            if (cursor.isEmpty()) {
                return ids;
            }
        }
        throw new AssertionError("the pages do not end");
    }

    private static <T> T attempt(Call<T> call) {
        try {
            return call.run();
        } catch (StoreException e) {
            throw new AssertionError("the store failed: " + e.getMessage(), e);
        }
    }

    /** Gives a page. */
    private interface Pages {
        Page after(Optional<String> cursor);
    }

    /** Asks the store. */
    private interface Call<T> {
        T run() throws StoreException;
    }

    /** Gives a store. */
    interface Source {
        RecordStore get() throws Exception;
    }
}
