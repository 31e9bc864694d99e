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
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of one kind, with an index by partition and one by due time. Not thread-safe. */
final class Space {
    private static final Comparator<Slot> BY_DUE_TIME =
            Comparator.<Slot, Instant>comparing(slot -> dueAt(slot.record)).thenComparing(slot -> id(slot.record));

    private final String name;
    private final Map<String, Slot> slots = new HashMap<>();
    // a tree for each, so that a place is found by comparing nothing but ids
    private final NavigableMap<String, NavigableMap<String, Slot>> byPartition = new TreeMap<>();
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
            byPartition
                    .computeIfAbsent(insert.partition(), partition -> new TreeMap<>())
                    .put(id, slot);
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
            byPartition.computeIfPresent(old.partition(), (partition, ids) -> {
                ids.remove(id);
                return ids.isEmpty() ? null : ids;
            });
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
        List<StoredRecord> found = new ArrayList<>();
        for (Slot slot : rest) {
            if (found.size() > limit || dueAt(slot.record).isAfter(now)) {
                break;
            }
            found.add(slot.record);
        }
        return page(found, limit, record -> Instants.format(dueAt(record)) + " " + id(record));
    }

    Page scan(Optional<String> partition, Optional<String> after, int limit) {
        Optional<Cursor> cursor = after.map(Cursor::parse);
        String from = cursor.map(Cursor::partition).or(() -> partition).orElse("");
        Stream<StoredRecord> records = byPartition.tailMap(from, true).entrySet().stream()
                .takeWhile(entry -> partition.isEmpty() || partition.get().equals(entry.getKey()))
                .flatMap(entry -> cursor
                        .filter(place -> place.partition().equals(entry.getKey()))
                        .map(place -> entry.getValue().tailMap(place.id(), false))
                        .orElse(entry.getValue())
                        .values()
                        .stream())
                .map(slot -> slot.record);
        return page(
                records.limit(limit + 1L).toList(),
                limit,
                record -> new Cursor(record.partition(), id(record)).toString());
    }

    /** @param found one more than the limit, if there are more */
    private static Page page(List<StoredRecord> found, int limit, Function<StoredRecord, String> cursor) {
        return found.size() <= limit
                ? new Page(found, Optional.empty())
                : new Page(found.subList(0, limit), Optional.of(cursor.apply(found.get(limit - 1))));
    }

    /** The last record of a page of a scan. */
    private record Cursor(String partition, String id) {
        static Cursor parse(String cursor) {
            try {
                int start = cursor.indexOf(' ') + 1;
                int end = start + Integer.parseInt(cursor.substring(0, start - 1));
                return new Cursor(cursor.substring(start, end), cursor.substring(end));
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw noCursor(cursor, e);
            }
        }

        @Override
        public String toString() {
            return partition.length() + " " + partition + id;
        }
    }

    private Slot afterDueTime(String cursor) {
        try {
            int space = cursor.indexOf(' ');
            return place(cursor.substring(space + 1), Instants.parse(cursor.substring(0, space)));
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

    /** Nothing that is stored: a place in the index of due times to read on from. */
    private Slot place(String id, Instant dueAt) {
        return new Slot(new StoredRecord(new RecordKey(name, id), "", "", Optional.of(dueAt), Document.empty()));
    }
}
