package dev.acm.memory;

import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records of one kind, with an index by partition and one by due time. Not thread-safe. */
final class Space {
    private static final Comparator<StoredRecord> BY_ID =
            Comparator.comparing(record -> record.key().id());
    private static final Comparator<StoredRecord> BY_PARTITION =
            Comparator.comparing(StoredRecord::partition).thenComparing(BY_ID);
    private static final Comparator<StoredRecord> BY_DUE_TIME =
            Comparator.comparing(Space::dueAt).thenComparing(BY_ID);

    /** The smallest id there is; every partition begins at or after it. */
    private static final String FIRST_ID = "!";

    private final String name;
    private final Map<String, StoredRecord> records = new HashMap<>();
    private final NavigableSet<StoredRecord> byPartition = new TreeSet<>(BY_PARTITION);
    private final NavigableSet<StoredRecord> byDueTime = new TreeSet<>(BY_DUE_TIME);

    Space(String name) {
        this.name = name;
    }

    private static Instant dueAt(StoredRecord record) {
        return record.dueAt().orElseThrow();
    }

    Optional<StoredRecord> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    boolean isAsExpected(Write write) {
        StoredRecord present = records.get(write.key().id());
        if (write instanceof Write.Update update) {
            return present != null && present.version().equals(update.expectedVersion());
        }
        if (write instanceof Write.Delete delete) {
            return present != null && present.version().equals(delete.expectedVersion());
        }
        return present == null;
    }

    void apply(Write write, String version) {
        StoredRecord old = remove(write.key().id());
        if (write instanceof Write.Insert insert) {
            add(new StoredRecord(insert.key(), version, insert.partition(), insert.dueAt(), insert.document()));
        } else if (write instanceof Write.Update update && old != null) {
            // the old key and partition, so that the new ones of each write need not be kept
            add(new StoredRecord(old.key(), version, old.partition(), update.dueAt(), update.document()));
        }
    }

    private @Nullable StoredRecord remove(String id) {
        StoredRecord old = records.remove(id);
        if (old != null) {
            byPartition.remove(old);
            if (old.dueAt().isPresent()) {
                byDueTime.remove(old);
            }
        }
        return old;
    }

    private void add(StoredRecord record) {
        records.put(record.key().id(), record);
        byPartition.add(record);
        if (record.dueAt().isPresent()) {
            byDueTime.add(record);
        }
    }

    Page due(Instant now, Optional<String> after, int limit) {
        NavigableSet<StoredRecord> rest = after.map(cursor -> byDueTime.tailSet(afterDueTime(cursor), false))
                .orElse(byDueTime);
        return page(rest, record -> !dueAt(record).isAfter(now), limit, record -> dueAt(record) + " " + id(record));
    }

    Page scan(Optional<String> partition, Optional<String> after, int limit) {
        Optional<StoredRecord> start =
                after.map(this::afterPartition).or(() -> partition.map(first -> place(FIRST_ID, first, Instant.MIN)));
        NavigableSet<StoredRecord> rest =
                start.map(place -> byPartition.tailSet(place, after.isEmpty())).orElse(byPartition);
        return page(
                rest,
                record -> partition.isEmpty() || partition.get().equals(record.partition()),
                limit,
                record -> record.partition().length() + " " + record.partition() + id(record));
    }

    private static Page page(
            NavigableSet<StoredRecord> rest,
            Predicate<StoredRecord> belongs,
            int limit,
            Function<StoredRecord, String> cursor) {
        List<StoredRecord> found = new ArrayList<>();
        for (StoredRecord record : rest) {
            if (!belongs.test(record)) {
                break;
            }
            if (found.size() == limit) {
                return new Page(found, Optional.of(cursor.apply(found.get(limit - 1))));
            }
            found.add(record);
        }
        return new Page(found, Optional.empty());
    }

    private StoredRecord afterDueTime(String cursor) {
        try {
            int space = cursor.indexOf(' ');
            return place(cursor.substring(space + 1), "", Instant.parse(cursor.substring(0, space)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
            throw noCursor(cursor, e);
        }
    }

    private StoredRecord afterPartition(String cursor) {
        try {
            int start = cursor.indexOf(' ') + 1;
            int end = start + Integer.parseInt(cursor.substring(0, start - 1));
            return place(cursor.substring(end), cursor.substring(start, end), Instant.MIN);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
            throw noCursor(cursor, e);
        }
    }

    private static IllegalArgumentException noCursor(String cursor, RuntimeException cause) {
        return new IllegalArgumentException("not a cursor of this store: '" + cursor + "'", cause);
    }

    private static String id(StoredRecord record) {
        return record.key().id();
    }

    /** Nothing that is stored: a place in the indexes to read on from. */
    private StoredRecord place(String id, String partition, Instant dueAt) {
        return new StoredRecord(new RecordKey(name, id), "", partition, Optional.of(dueAt), Document.empty());
    }
}
