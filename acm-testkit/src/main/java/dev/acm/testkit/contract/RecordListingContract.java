package dev.acm.testkit.contract;

import static dev.acm.testkit.contract.StoreDriver.NOON;
import static dev.acm.testkit.contract.StoreDriver.deletion;
import static dev.acm.testkit.contract.StoreDriver.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the contract of {@link RecordStore} says of {@code due} and {@code scan}: S2, S5 and S6. */
public interface RecordListingContract extends StoreUnderTest {
    /**
     * Makes what was written appear in {@code due} and {@code scan}. Needs overriding only if the store's staleness is not
     * zero.
     *
     * @param store from {@link #newStore}
     * @throws Exception if the store fails
     */
    default void settle(RecordStore store) throws Exception {
        assumeTrue(store.staleness().equals(Duration.ZERO), "settle is not overridden for a store that lags");
    }

    private StoreDriver newDriver() {
        return StoreDriver.of(this::newStore);
    }

    private void settled(StoreDriver store) {
        StoreDriver.of(() -> {
            settle(store.store());
            return store.store();
        });
    }

    /** Records come by due time, then by id, whatever the order of writing. */
    @Test
    default void s5_due_isOrderedByTimeThenId() {
        StoreDriver store = newDriver();
        store.insertDue("c", NOON.minusSeconds(5));
        store.insertDue("a", NOON);
        store.insertDue("b", NOON.minusSeconds(5));
        store.insertDue("d", NOON.minusSeconds(60));
        settled(store);

        assertThat(StoreDriver.ids(store.due(NOON, Optional.empty(), 10))).containsExactly("d", "b", "c", "a");
    }

    /** Whole and broken seconds, and far times, are in the order of time and not of text. */
    @Test
    default void s5_due_isOrderedAsTimes() {
        StoreDriver store = newDriver();
        store.insertDue("late", Instant.parse("9999-12-31T23:59:59Z"));
        store.insertDue("half", NOON.plusMillis(500));
        store.insertDue("noon", NOON);
        store.insertDue("milli", NOON.plusMillis(1));
        store.insertDue("epoch", Instant.EPOCH);
        store.insertDue("before", Instant.EPOCH.minusMillis(1));
        settled(store);

        assertThat(store.allDue(NOON.plusMillis(500), 2)).containsExactly("before", "epoch", "noon", "milli", "half");
    }

    /** What is due now is returned; what is due later, or never, is not. */
    @Test
    default void s5_due_leavesOutLaterAndNever() {
        StoreDriver store = newDriver();
        store.insertDue("now", NOON);
        store.insertDue("later", NOON.plusMillis(1));
        store.insert("never");
        store.written(new Write.Insert(
                new RecordKey("contract-2", "elsewhere"), "p", Optional.of(NOON), StoreDriver.count(0)));
        settled(store);

        assertThat(store.allDue(NOON, 10)).containsExactly("now");
    }

    /** Pages of every size have all records, each once, in order; also many of the same time. */
    @Test
    default void s5_due_pagesHaveEachRecordOnce() {
        StoreDriver store = newDriver();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = String.format(Locale.ROOT, "r%02d", i);
            expected.add(id);
            store.insertDue(id, NOON.minusSeconds(100).plusSeconds(i / 10));
        }
        settled(store);

        for (int limit : new int[] {1, 2, 3, 7, 10, 29, 30, 31}) {
            assertThat(store.allDue(NOON, limit)).as("pages of %s", limit).containsExactlyElementsOf(expected);
        }
    }

    /** The cursor reads on past records that are still due. */
    @Test
    default void s5_due_cursorReadsOnPastRecordsStillDue() {
        StoreDriver store = newDriver();
        for (String id : List.of("a", "b", "c", "d")) {
            store.insertDue(id, NOON);
        }
        settled(store);

        Page first = store.due(NOON, Optional.empty(), 2);
        Page second = store.due(NOON, first.next(), 2);

        assertThat(StoreDriver.ids(first)).containsExactly("a", "b");
        assertThat(StoreDriver.ids(second)).containsExactly("c", "d");
    }

    /** The cursor holds when the record it stands at is gone or was put off. */
    @Test
    default void s5_due_cursorHoldsWhenItsRecordMoves() {
        StoreDriver store = newDriver();
        for (String id : List.of("a", "b", "c", "d")) {
            store.insertDue(id, NOON);
        }
        settled(store);
        Page first = store.due(NOON, Optional.empty(), 2);

        store.written(deletion(store.get("a")));
        StoredRecord last = store.get("b");
        store.written(
                new Write.Update(last.key(), last.version(), Optional.of(NOON.plusSeconds(60)), StoreDriver.count(1)));
        settled(store);

        assertThat(StoreDriver.ids(store.due(NOON, first.next(), 9))).containsExactly("c", "d");
    }

    /** A record is due by the time of its last write only. */
    @Test
    default void s5_due_followsTheLastWrite() {
        StoreDriver store = newDriver();
        StoredRecord putOff = store.insertDue("put-off", NOON);
        StoredRecord never = store.insertDue("never", NOON);
        StoredRecord gone = store.insertDue("gone", NOON);
        StoredRecord earlier = store.insertDue("earlier", NOON.plusSeconds(60));

        store.written(new Write.Update(
                putOff.key(), putOff.version(), Optional.of(NOON.plusSeconds(60)), StoreDriver.count(1)));
        store.written(new Write.Update(never.key(), never.version(), Optional.empty(), StoreDriver.count(1)));
        store.written(deletion(gone));
        store.written(new Write.Update(
                earlier.key(), earlier.version(), Optional.of(NOON.minusSeconds(1)), StoreDriver.count(1)));
        settled(store);

        assertThat(store.allDue(NOON, 10)).containsExactly("earlier");
        assertThat(store.allDue(NOON.plusSeconds(60), 10)).containsExactly("earlier", "put-off");
    }

    /** Listed records are whole: with version, partition, due time and document. */
    @Test
    default void s5_due_returnsWholeRecords() {
        StoreDriver store = newDriver();
        StoredRecord due = store.insertDue("a", NOON);
        settled(store);

        assertThat(store.due(NOON, Optional.empty(), 1).records()).containsExactly(due);
        assertThat(store.scan(Optional.empty(), Optional.empty(), 1).records()).containsExactly(due);
    }

    /** Nothing there is an empty last page. */
    @Test
    default void s6_nothing_isAnEmptyLastPage() {
        StoreDriver store = newDriver();

        assertThat(store.scan(Optional.empty(), Optional.empty(), 1)).isEqualTo(new Page(List.of(), Optional.empty()));
        assertThat(store.scan(Optional.of("p"), Optional.empty(), 1)).isEqualTo(new Page(List.of(), Optional.empty()));
        assertThat(store.due(NOON, Optional.empty(), 1)).isEqualTo(new Page(List.of(), Optional.empty()));
    }

    /** Pages of every size have all records of the partition, or of all, each once. */
    @Test
    default void s6_scan_pagesHaveEachRecordOnce() {
        StoreDriver store = newDriver();
        List<String> all = new ArrayList<>();
        List<String> ofOne = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String id = "r" + i;
            String partition = "p" + i % 3;
            store.insert(id, partition);
            all.add(id);
            if (partition.equals("p1")) {
                ofOne.add(id);
            }
        }
        store.insert("like", "p11");
        all.add("like");
        settled(store);

        for (int limit : new int[] {1, 2, 7, 10, 30, 31, 32}) {
            assertThat(store.allScanned(Optional.empty(), limit))
                    .as("all, pages of %s", limit)
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(store.allScanned(Optional.of("p1"), limit))
                    .as("one partition, pages of %s", limit)
                    .containsExactlyInAnyOrderElementsOf(ofOne);
        }
    }

    /** A cursor made up by somebody is refused as such, or is a place; it shows nothing of other partitions. */
    @Test
    default void s6_scan_madeUpCursor_isRefusedOrAPlace() {
        StoreDriver store = newDriver();
        for (int i = 0; i < 6; i++) {
            store.insert("r" + i, "p" + i % 3);
        }
        settled(store);

        for (String cursor : List.of("no cursor", "x", "3", " ", "-1 p0", "99 p0r0", "2 p0r0", "p0", "p0r2 ")) {
            List<String> shown;
            try {
                shown = StoreDriver.ids(store.scan(Optional.of("p1"), Optional.of(cursor), 10));
            } catch (IllegalArgumentException e) {
                continue;
            }
            assertThat(shown).as("what cursor '%s' shows", cursor).isSubsetOf("r1", "r4");
        }
    }

    /** Whatever is written between two pages, the records that stay are returned exactly once. */
    @Test
    default void s6_scan_whatStaysIsReturnedOnceWhateverChanges() {
        StoreDriver store = newDriver();
        List<String> staying = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            staying.add(String.format(Locale.ROOT, "m%02d", i));
            store.insert(String.format(Locale.ROOT, "m%02d", i), "p" + i % 2);
            store.insert(String.format(Locale.ROOT, "gone%02d", i), "p" + i % 2);
        }
        settled(store);

        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page page = store.scan(Optional.empty(), cursor, 3);
            seen.addAll(StoreDriver.ids(page));
            cursor = page.next();
            // before, between and after all others; and every record that stays is written again
            for (String prefix : List.of("a", "m" + pages % 10, "z")) {
                store.insert(prefix + "-new" + pages, "p" + pages % 2);
            }
            store.find(String.format(Locale.ROOT, "gone%02d", pages))
                    .ifPresent(record -> store.written(deletion(record)));
            for (String id : staying) {
                store.written(update(store.get(id), pages));
            }
            settled(store);
            pages++;
            assertThat(pages).as("pages of a scan that must end").isLessThan(1000);
        } while (cursor.isPresent());

        assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
    }

    /** While other threads insert, update and delete, the records that stay are returned exactly once by each scan. */
    @Test
    default void s6_scan_underConcurrentWrites_whatStaysIsReturnedOnce() {
        StoreDriver store = newDriver();
        List<String> staying = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            staying.add("stay" + i);
            store.insert("stay" + i, "p" + i % 4);
        }
        settled(store);
        AtomicBoolean scanning = new AtomicBoolean(true);

        Race.run(thread -> {
            if (thread > 0) {
                for (int i = 0; i < 2000 && scanning.get(); i++) {
                    String id = "coming" + thread + "-" + i;
                    store.written(deletion(store.insert(id, "p" + i % 4)));
                    // may conflict with the other threads, which is fine
                    store.write(update(store.get(staying.get(i % staying.size())), i));
                }
                return thread;
            }
            try {
                for (int round = 0; round < 20; round++) {
                    List<String> seen = store.allScanned(Optional.empty(), 5);
                    assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
                }
                return thread;
            } finally {
                scanning.set(false);
            }
        });
    }
}
