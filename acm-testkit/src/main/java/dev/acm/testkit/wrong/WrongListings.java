package dev.acm.testkit.wrong;

import dev.acm.spi.Page;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Stores that list wrongly. */
final class WrongListings {
    private WrongListings() {}

    private static String timeText(StoredRecord record) {
        return record.dueAt().orElseThrow().toString();
    }

    private static String timeAndId(StoredRecord record) {
        return timeText(record) + " " + record.key().id();
    }

    /** Reads on after the time of the last record, so that others of the same time are passed over. */
    static RecordStore dueSkips() {
        return new Delegating() {
            @Override
            public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
                List<StoredRecord> rest = allDue(space, now).stream()
                        .filter(record ->
                                after.isEmpty() || record.dueAt().orElseThrow().isAfter(Instant.parse(after.get())))
                        .toList();
                return page(rest, limit, WrongListings::timeText);
            }
        };
    }

    /** Begins at the beginning again, whatever the cursor. */
    static RecordStore dueStartsOver() {
        return new Delegating() {
            @Override
            public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
                return super.due(space, now, Optional.empty(), limit);
            }
        };
    }

    /** Orders by the text of the time, in which a broken second comes before its whole one. */
    static RecordStore dueByText() {
        return new Delegating() {
            @Override
            public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
                List<StoredRecord> rest = allDue(space, now).stream()
                        .sorted(Comparator.comparing(WrongListings::timeAndId))
                        .filter(record -> after.isEmpty() || timeAndId(record).compareTo(after.get()) > 0)
                        .toList();
                return page(rest, limit, WrongListings::timeAndId);
            }
        };
    }

    /** Leaves out what is due just now. */
    static RecordStore dueTooLate() {
        return new Delegating() {
            @Override
            public Page due(String space, Instant now, Optional<String> after, int limit) throws StoreException {
                return super.due(space, now.minusNanos(1), after, limit);
            }
        };
    }

    /** Counts how many were returned, so that what changes before that place moves the others. */
    static RecordStore scanByOffset() {
        return new Delegating() {
            @Override
            public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                    throws StoreException {
                int offset = after.map(Integer::parseInt).orElse(0);
                List<StoredRecord> rest = all(space).stream()
                        .filter(record -> partition.isEmpty() || partition.get().equals(record.partition()))
                        .skip(offset)
                        .toList();
                return page(rest, limit, last -> Integer.toString(offset + limit));
            }
        };
    }

    /** Orders by the last write, so that what is written meanwhile comes again. */
    static RecordStore scanByLastWrite() {
        return new Delegating() {
            private static long number(StoredRecord record) {
                return Long.parseLong(record.version(), Character.MAX_RADIX);
            }

            @Override
            public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                    throws StoreException {
                long last = after.map(Long::parseLong).orElse(0L);
                List<StoredRecord> rest = all(space).stream()
                        .filter(record -> partition.isEmpty() || partition.get().equals(record.partition()))
                        .filter(record -> number(record) > last)
                        .sorted(Comparator.comparingLong(record -> number(record)))
                        .toList();
                return page(rest, limit, record -> Long.toString(number(record)));
            }
        };
    }

    /** Believes that every cursor is its own: one that is too short ends in an exception of its insides. */
    static RecordStore scanTrustsCursors() {
        return new Delegating() {
            @Override
            public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                    throws StoreException {
                String last = after.map(cursor -> cursor.split("/", 2)[1]).orElse("");
                List<StoredRecord> rest = all(space).stream()
                        .filter(record -> partition.isEmpty() || partition.get().equals(record.partition()))
                        .filter(record -> record.key().id().compareTo(last) > 0)
                        .sorted(Comparator.comparing(record -> record.key().id()))
                        .toList();
                return page(rest, limit, record -> "after/" + record.key().id());
            }
        };
    }

    /** Says of an empty space that there is more. */
    static RecordStore promisingMore() {
        return new Delegating() {
            @Override
            public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                    throws StoreException {
                return all(space).isEmpty()
                        ? new Page(List.of(), Optional.of("more"))
                        : super.scan(space, partition, after, limit);
            }
        };
    }

    /** Takes partitions that begin alike for the same. */
    static RecordStore scanByPrefix() {
        return new Delegating() {
            @Override
            public Page scan(String space, Optional<String> partition, Optional<String> after, int limit)
                    throws StoreException {
                List<StoredRecord> rest = all(space).stream()
                        .filter(record -> record.partition().startsWith(partition.orElse("")))
                        .filter(record -> after.isEmpty() || record.key().id().compareTo(after.get()) > 0)
                        .sorted(Comparator.comparing(record -> record.key().id()))
                        .toList();
                return page(rest, limit, last -> last.key().id());
            }
        };
    }
}
