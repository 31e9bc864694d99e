package dev.acm.testkit.contract;

import static dev.acm.testkit.contract.StoreDriver.NOON;
import static dev.acm.testkit.contract.StoreDriver.deletion;
import static dev.acm.testkit.contract.StoreDriver.insertion;
import static dev.acm.testkit.contract.StoreDriver.key;
import static dev.acm.testkit.contract.StoreDriver.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.acm.spi.Document;
import dev.acm.spi.PortException.Effect;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the contract of {@link RecordStore} says of writing and finding: S1 to S4 and S7 to S9. */
public interface RecordWritingContract extends StoreUnderTest {
    /** An insert of a record that is there names it, and changes nothing. */
    @Test
    default void s1_insertOfPresent_conflictsAndChangesNothing() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord present = store.insert("a");

        WriteResult result = store.write(insertion("a", 7));

        assertThat(result).isEqualTo(new WriteResult.Conflict(key("a")));
        assertThat(store.find("a")).contains(present);
    }

    /** An update of a record that is not there names it, and does not create it. */
    @Test
    default void s1_updateOfAbsent_conflictsAndCreatesNothing() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord seen = store.insert("a");
        store.written(deletion(seen));

        WriteResult result = store.write(update(seen, 7));

        assertThat(result).isEqualTo(new WriteResult.Conflict(key("a")));
        assertThat(store.find("a")).isEmpty();
    }

    /** An update at a version that was replaced names the record, and changes nothing. */
    @Test
    default void s1_updateAtOldVersion_conflictsAndChangesNothing() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord old = store.insert("a");
        StoredRecord present = store.put(old, 1);

        WriteResult result = store.write(update(old, 7));

        assertThat(result).isEqualTo(new WriteResult.Conflict(key("a")));
        assertThat(store.find("a")).contains(present);
    }

    /** A deletion at a version that was replaced names the record, which stays. */
    @Test
    default void s1_deletionAtOldVersion_conflictsAndTheRecordStays() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord old = store.insert("a");
        StoredRecord present = store.put(old, 1);

        WriteResult result = store.write(deletion(old));

        assertThat(result).isEqualTo(new WriteResult.Conflict(key("a")));
        assertThat(store.find("a")).contains(present);
    }

    /** A deletion of what was deleted names the record. */
    @Test
    default void s1_deletionOfAbsent_conflicts() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord seen = store.insert("a");
        store.written(deletion(seen));

        assertThat(store.write(deletion(seen))).isEqualTo(new WriteResult.Conflict(key("a")));
    }

    /** Wherever in a batch the failing expectation stands, nothing of the batch changes. */
    @Test
    default void s1_conflict_nothingOfTheBatchChanges() {
        StoreDriver store = StoreDriver.of(this::newStore);
        assumeTrue(store.store().maxBatch() >= 4, "the store writes no batches of four");
        StoredRecord old = store.insert("stale");
        StoredRecord stale = store.put(old, 1);
        StoredRecord updated = store.insert("updated");
        StoredRecord deleted = store.insert("deleted");

        for (int place = 0; place < 4; place++) {
            List<Write> batch =
                    new ArrayList<>(List.of(insertion("inserted", 1), update(updated, 1), deletion(deleted)));
            batch.add(place, update(old, 7));

            WriteResult result = store.write(batch.toArray(Write[]::new));

            assertThat(result).as("failing at place %s", place).isEqualTo(new WriteResult.Conflict(key("stale")));
            assertThat(store.find("inserted")).isEmpty();
            assertThat(store.find("updated")).contains(updated);
            assertThat(store.find("deleted")).contains(deleted);
            assertThat(store.find("stale")).contains(stale);
        }
    }

    /** Many threads count in one record, each on what it read: no count is lost. */
    @Test
    default void s1_concurrentUpdates_noneIsLost() {
        StoreDriver first = StoreDriver.of(this::newStore);
        StoreDriver second = StoreDriver.of(() -> openAgain(first.store()));
        first.insert("counter");
        int perThread = 100;

        Race.run(thread -> {
            StoreDriver store = thread % 2 == 0 ? first : second;
            int done = 0;
            while (done < perThread) {
                StoredRecord seen = store.get("counter");
                long count = seen.document().number("count");
                if (store.write(update(seen, count + 1)) instanceof WriteResult.Written) {
                    done++;
                }
            }
            return done;
        });

        assertThat(first.countOf("counter")).isEqualTo((long) Race.THREADS * perThread);
    }

    /** Many threads insert the same record: one of them does, and its content is what is found. */
    @Test
    default void s1_concurrentInserts_oneWins() {
        StoreDriver first = StoreDriver.of(this::newStore);
        StoreDriver second = StoreDriver.of(() -> openAgain(first.store()));
        int rounds = 50;
        List<AtomicInteger> winners = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            winners.add(new AtomicInteger());
        }

        Race.run(thread -> {
            StoreDriver store = thread % 2 == 0 ? first : second;
            for (int round = 0; round < rounds; round++) {
                if (store.write(insertion("r" + round, thread)) instanceof WriteResult.Written) {
                    winners.get(round).incrementAndGet();
                }
            }
            return thread;
        });

        assertThat(winners).allSatisfy(winner -> assertThat(winner).hasValue(1));
    }

    /** Many threads delete the same record at the version they saw: one of them does. */
    @Test
    default void s1_concurrentDeletions_oneWins() {
        StoreDriver store = StoreDriver.of(this::newStore);
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            records.add(store.insert("r" + i));
        }

        List<Integer> won = Race.run(thread -> {
            int mine = 0;
            for (StoredRecord seen : records) {
                mine += store.write(deletion(seen)) instanceof WriteResult.Written ? 1 : 0;
            }
            return mine;
        });

        assertThat(won.stream().mapToInt(Integer::intValue).sum()).isEqualTo(records.size());
    }

    /** What was written is found at once, through another handle too; what was deleted is not. */
    @Test
    default void s2_write_isFoundAtOnce() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoreDriver other = StoreDriver.of(() -> openAgain(store.store()));

        StoredRecord inserted = store.insert("a");
        assertThat(other.find("a")).contains(inserted);

        StoredRecord updated = other.put(inserted, 1);
        assertThat(store.find("a")).contains(updated);

        other.written(deletion(updated));
        assertThat(store.find("a")).isEmpty();
    }

    /** Who reads one record of a batch after it read another sees no half of the batch. */
    @Test
    default void s2_batch_isNeverSeenHalf() {
        StoreDriver store = StoreDriver.of(this::newStore);
        assumeTrue(store.store().maxBatch() >= 2, "the store writes no batches of two");
        store.insert("first");
        store.insert("second");
        AtomicInteger writing = new AtomicInteger(Race.THREADS / 2);

        Race.run(thread -> {
            if (thread % 2 == 0) {
                try {
                    for (int i = 0; i < 200; i++) {
                        StoredRecord first = store.get("first");
                        StoredRecord second = store.get("second");
                        long next = first.document().number("count") + 1;
                        store.write(update(first, next), update(second, next));
                    }
                } finally {
                    writing.decrementAndGet();
                }
            }
            while (writing.get() > 0) {
                // the record that is read second cannot be older than the one read first
                long first = store.countOf("first");
                long second = store.countOf("second");
                assertThat(second).isGreaterThanOrEqualTo(first);
                long secondFirst = store.countOf("second");
                long firstSecond = store.countOf("first");
                assertThat(firstSecond).isGreaterThanOrEqualTo(secondFirst);
            }
            return 0;
        });
    }

    /** The version changes at every write, even one of the same content, and is the one the write returned. */
    @Test
    default void s3_everyWrite_changesTheVersion() {
        StoreDriver store = StoreDriver.of(this::newStore);
        String first = store.written(insertion("a", 1)).get(0);
        StoredRecord inserted = store.get("a");

        String second = store.written(update(inserted, 1)).get(0);

        assertThat(inserted.version()).isEqualTo(first);
        assertThat(store.get("a").version()).isEqualTo(second).isNotEqualTo(first);
    }

    /** However quickly a record is written again, no version repeats: it comes from no clock. */
    @Test
    default void s3_manyWritesInARow_repeatNoVersion() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord seen = store.insert("a");
        Set<String> versions = new HashSet<>(Set.of(seen.version()));

        for (int i = 1; i <= 300; i++) {
            seen = store.put(seen, i);
            versions.add(seen.version());
        }

        assertThat(versions).hasSize(301);
    }

    /** After deletion and a new insert the record has a version it never had, and the old ones do not write. */
    @Test
    default void s3_deletionAndNewInsert_noVersionComesBack() {
        StoreDriver store = StoreDriver.of(this::newStore);
        Set<String> versions = new HashSet<>();
        List<StoredRecord> past = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            StoredRecord inserted = store.insert("a");
            StoredRecord updated = store.put(inserted, 1);
            past.addAll(List.of(inserted, updated));
            versions.addAll(List.of(inserted.version(), updated.version()));
            store.written(deletion(updated));
        }

        StoredRecord present = store.insert("a");

        assertThat(versions).hasSize(40).doesNotContain(present.version());
        for (StoredRecord old : past) {
            assertThat(store.write(update(old, 7))).isEqualTo(new WriteResult.Conflict(key("a")));
        }
        assertThat(store.find("a")).contains(present);
    }

    /**
     * A write whose answer got lost is reported as unknown, and what is found afterwards is the old or the new record.
     *
     * @throws Exception if no store can be made
     */
    @Test
    default void s4_lostAnswer_isUnknown() throws Exception {
        Optional<CutLine> line = newStoreBehindCutLine();
        assumeTrue(line.isPresent(), "the store has no line that could be cut");
        StoreDriver store = StoreDriver.of(() -> line.get().store());
        StoredRecord seen = store.insert("a");

        line.get().loseNextAnswer();
        Throwable thrown = catchThrowable(() -> store.store().write(List.of(update(seen, 1))));

        assertThat(thrown).as("what a lost answer is reported as").isInstanceOf(StoreException.class);
        assertThat(((StoreException) thrown).effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(store.countOf("a")).isBetween(0L, 1L);
    }

    /** Every kind of value comes back as it was written. */
    @Test
    default void s7_document_comesBackAsWritten() {
        StoreDriver store = StoreDriver.of(this::newStore);
        Document document = Document.of(Map.of(
                "text",
                "quote \" backslash \\ tab \t line \n umlaut \u00e4 beyond \ud83d\ude80 end",
                "empty",
                "",
                "number",
                Long.MAX_VALUE,
                "negative",
                Long.MIN_VALUE,
                "no-double",
                (1L << 53) + 1,
                "flag",
                true,
                "list",
                List.of("b", "a", List.of(), Map.of()),
                "nested",
                Map.of("deeper", Map.of("deepest", List.of(1L, false, "x")))));

        StoredRecord found = store.insert("a", "partition", Optional.of(NOON), document);

        assertThat(found.document()).isEqualTo(document);
        assertThat(found.partition()).isEqualTo("partition");
        assertThat(found.dueAt()).contains(NOON);
    }

    /** A document of the greatest size a manager writes comes back as it was written. */
    @Test
    default void s7_largeDocument_comesBackAsWritten() {
        StoreDriver store = StoreDriver.of(this::newStore);
        Document document =
                Document.builder().put("text", "x".repeat(256 * 1024 - 100)).build();

        assertThat(store.insert("a", "partition", Optional.empty(), document).document())
                .isEqualTo(document);
    }

    /** An update sets content and due time, and the partition stays. */
    @Test
    default void s7_update_keepsThePartition() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord seen = store.insert("a", "here");

        store.written(new Write.Update(seen.key(), seen.version(), Optional.of(NOON), StoreDriver.count(1)));

        assertThat(store.get("a").partition()).isEqualTo("here");
        assertThat(store.get("a").dueAt()).contains(NOON);
    }

    /** Ids differ by case, and spaces are apart. */
    @Test
    default void s7_keys_areTakenLiterally() {
        StoreDriver store = StoreDriver.of(this::newStore);
        StoredRecord lower = store.insert("name/a%_*");

        assertThat(store.find("name/A%_*")).isEmpty();
        assertThat(store.find("name/a%__")).isEmpty();
        store.written(new Write.Insert(
                new RecordKey("contract-2", "name/a%_*"), "p", Optional.empty(), StoreDriver.count(9)));
        assertThat(store.find("name/a%_*")).contains(lower);
    }

    /** The largest batch the store speaks of is written, and the versions come in its order. */
    @Test
    default void s8_batch_isWrittenAsOne() {
        StoreDriver store = StoreDriver.of(this::newStore);
        int size = Math.min(store.store().maxBatch(), 50);
        assertThat(size).isGreaterThanOrEqualTo(1);
        List<Write> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(insertion("r" + i, i));
        }

        List<String> versions = store.written(batch.toArray(Write[]::new));

        assertThat(versions).hasSize(size);
        for (int i = 0; i < size; i++) {
            assertThat(store.get("r" + i).version()).isEqualTo(versions.get(i));
            assertThat(store.countOf("r" + i)).isEqualTo(i);
        }
    }

    /** A deletion has the empty text for a version. */
    @Test
    default void s8_deletion_hasNoVersion() {
        StoreDriver store = StoreDriver.of(this::newStore);

        assertThat(store.written(deletion(store.insert("a")))).containsExactly("");
    }

    /** What one handle wrote is a conflict for another that saw less. */
    @Test
    default void s9_twoHandles_conflictWithOneAnother() {
        StoreDriver one = StoreDriver.of(this::newStore);
        StoreDriver other = StoreDriver.of(() -> openAgain(one.store()));
        StoredRecord seen = one.insert("a");
        other.put(other.get("a"), 1);

        assertThat(one.write(update(seen, 7))).isEqualTo(new WriteResult.Conflict(key("a")));
        assertThat(one.countOf("a")).isEqualTo(1);
    }
}
