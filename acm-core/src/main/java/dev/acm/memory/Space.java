package dev.acm.memory;

import dev.acm.internal.Instants;
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
    private static final Comparator<Slot> BY_ID = Comparator.comparing(slot -> id(slot.record));
    private static final Comparator<Slot> BY_PARTITION =
            Comparator.<Slot, String>comparing(slot -> slot.record.partition()).thenComparing(BY_ID);
    private static final Comparator<Slot> BY_DUE_TIME =
            Comparator.<Slot, Instant>comparing(slot -> dueAt(slot.record)).thenComparing(BY_ID);

    /** The smallest id there is; every partition begins at or after it. */
    private static final String FIRST_ID = "!";

    private final String name;
    private final Map<String, Slot> slots = new HashMap<>();
    private final NavigableSet<Slot> byPartition = new TreeSet<>(BY_PARTITION);
    private final NavigableSet<Slot> byDueTime = new TreeSet<>(BY_DUE_TIME);
    // the first by due time: that nothing is due is seen without a descent into the tree
    private @Nullable Slot first;

    /** The place of one record in all indexes: a change that moves it in none of them touches none of them. */
    private static final class Slot {
        private StoredRecord record;

        Slot(StoredRecord record) {
            this.record = record;
        }
    }

    Space(String name) {
        this.name = name;
    }

    private static Instant dueAt(StoredRecord record) {
        return record.dueAt().orElseThrow();
    }

    Optional<StoredRecord> find(String id) {
        return Optional.ofNullable(slots.get(id)).map(slot -> slot.record);
    }

    boolean isAsExpected(Write write) {
        Slot present = slots.get(write.key().id());
        if (write instanceof Write.Update update) {
            return present != null && present.record.version().equals(update.expectedVersion());
        }
        if (write instanceof Write.Delete delete) {
            return present != null && present.record.version().equals(delete.expectedVersion());
        }
        return present == null;
    }

    void apply(Write write, String version) {
        String id = write.key().id();
        if (write instanceof Write.Insert insert) {
            Slot slot = new Slot(
                    new StoredRecord(insert.key(), version, insert.partition(), insert.dueAt(), insert.document()));
            slots.put(id, slot);
            byPartition.add(slot);
            schedule(slot);
            return;
        }
        Slot slot = slots.get(id);
        if (slot == null) {
            return;
        }
        StoredRecord old = slot.record;
        boolean moves = !(write instanceof Write.Update update && update.dueAt().equals(old.dueAt()));
        if (moves && old.dueAt().isPresent()) {
            unschedule(slot);
        }
        if (write instanceof Write.Update update) {
            // the old key and partition, so that the new ones of each write need not be kept
            slot.record = new StoredRecord(old.key(), version, old.partition(), update.dueAt(), update.document());
            if (moves) {
                schedule(slot);
            }
        } else {
            slots.remove(id);
            byPartition.remove(slot);
        }
    }

    private void schedule(Slot slot) {
        if (slot.record.dueAt().isPresent()) {
            byDueTime.add(slot);
            if (first == null || BY_DUE_TIME.compare(slot, first) < 0) {
                first = slot;
            }
        }
    }

    private void unschedule(Slot slot) {
        byDueTime.remove(slot);
        if (slot == first) {
            first = byDueTime.isEmpty() ? null : byDueTime.first();
        }
    }

    Page due(Instant now, Optional<String> after, int limit) {
        if (after.isEmpty() && (first == null || dueAt(first.record).isAfter(now))) {
            return new Page(List.of(), Optional.empty());
        }
        NavigableSet<Slot> rest = after.map(cursor -> byDueTime.tailSet(afterDueTime(cursor), false))
                .orElse(byDueTime);
        return page(
                rest,
                record -> !dueAt(record).isAfter(now),
                limit,
                record -> Instants.format(dueAt(record)) + " " + id(record));
    }

    Page scan(Optional<String> partition, Optional<String> after, int limit) {
        Optional<Slot> start =
                after.map(this::afterPartition).or(() -> partition.map(first -> place(FIRST_ID, first, Instant.MIN)));
        NavigableSet<Slot> rest =
                start.map(place -> byPartition.tailSet(place, after.isEmpty())).orElse(byPartition);
        return page(
                rest,
                record -> partition.isEmpty() || partition.get().equals(record.partition()),
                limit,
                record -> record.partition().length() + " " + record.partition() + id(record));
    }

    private static Page page(
            NavigableSet<Slot> rest,
            Predicate<StoredRecord> belongs,
            int limit,
            Function<StoredRecord, String> cursor) {
        List<StoredRecord> found = new ArrayList<>();
        for (Slot slot : rest) {
            StoredRecord record = slot.record;
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

    private Slot afterDueTime(String cursor) {
        try {
            int space = cursor.indexOf(' ');
            return place(cursor.substring(space + 1), "", Instants.parse(cursor.substring(0, space)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
            throw noCursor(cursor, e);
        }
    }

    private Slot afterPartition(String cursor) {
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
    private Slot place(String id, String partition, Instant dueAt) {
        return new Slot(new StoredRecord(new RecordKey(name, id), "", partition, Optional.of(dueAt), Document.empty()));
    }
}
