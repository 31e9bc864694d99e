package dev.acm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to this store; the sentences of the contract are tested by the test kit's RecordStoreContract. */
class InMemoryRecordStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final InMemoryRecordStore store = new InMemoryRecordStore();

    private static Write.Insert insert(String id, String partition, Instant dueAt) {
        return new Write.Insert(new RecordKey("thing", id), partition, Optional.of(dueAt), Document.empty());
    }

    private static List<String> ids(Page page) {
        return page.records().stream().map(record -> record.key().id()).toList();
    }

    @Nested
    @DisplayName("S1, S8: batches")
    class Batches {
        @Test
        void write_secondExpectationFails_firstIsNotWritten() {
            store.write(List.of(insert("b", "p", NOON)));

            WriteResult result = store.write(List.of(insert("a", "p", NOON), insert("b", "p", NOON)));

            assertThat(result).isEqualTo(new WriteResult.Conflict(new RecordKey("thing", "b")));
            assertThat(store.find(new RecordKey("thing", "a"))).isEmpty();
        }

        @Test
        void write_recordTwice_isRefused() {
            List<Write> batch = List.of(insert("a", "p", NOON), insert("a", "p", NOON));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.write(batch))
                    .withMessageContaining("thing/a");
        }

        @Test
        void write_moreThanMaxBatch_isRefused() {
            List<Write> batch = new ArrayList<>();
            for (int i = 0; i <= store.maxBatch(); i++) {
                batch.add(insert("id" + i, "p", NOON));
            }

            assertThatIllegalArgumentException().isThrownBy(() -> store.write(batch));
            assertThatIllegalArgumentException().isThrownBy(() -> store.write(Collections.emptyList()));
            assertThat(store.write(batch.subList(1, batch.size()))).isInstanceOf(WriteResult.Written.class);
        }
    }

    @Test
    void update_partition_stays() {
        WriteResult.Written written = (WriteResult.Written) store.write(List.of(insert("a", "p", NOON)));
        RecordKey key = new RecordKey("thing", "a");

        store.write(List.of(new Write.Update(key, written.versions().get(0), Optional.empty(), Document.empty())));

        assertThat(store.find(key).map(StoredRecord::partition)).contains("p");
        assertThat(ids(store.scan("thing", Optional.of("p"), Optional.empty(), 9)))
                .containsExactly("a");
        assertThat(ids(store.due("thing", NOON, Optional.empty(), 9))).isEmpty();
    }

    @Test
    void scan_partitionsThatRunIntoIds_areToldApart() {
        store.write(List.of(insert("bc", "a", NOON), insert("c", "ab", NOON), insert("abc", "", NOON)));
        store.write(List.of(insert("x", "5 a", NOON), insert("y", " ", NOON)));

        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = store.scan("thing", Optional.empty(), cursor, 1);
            seen.addAll(ids(page));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(seen).containsExactlyInAnyOrder("bc", "c", "abc", "x", "y");
        assertThat(ids(store.scan("thing", Optional.of("a"), Optional.empty(), 9)))
                .containsExactly("bc");
    }

    @Test
    void page_exactlyAsManyAsTheLimit_isTheLast() {
        store.write(List.of(insert("a", "p", NOON), insert("b", "p", NOON)));

        assertThat(store.due("thing", NOON, Optional.empty(), 2).next()).isEmpty();
        assertThat(store.scan("thing", Optional.of("p"), Optional.empty(), 2).next())
                .isEmpty();
        assertThat(store.due("thing", NOON, Optional.empty(), 1).next()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "2026-11-23T12:00:00Z", "9 a", "-1 a", "99999999999 a"})
    void cursor_ofAnotherMaking_isRefused(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.scan("thing", Optional.empty(), Optional.of(cursor), 1))
                .withMessageContaining("not a cursor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.due("thing", NOON, Optional.of(cursor), 1))
                .withMessageContaining("not a cursor");
    }

    @Test
    void limit_zero_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.due("thing", NOON, Optional.empty(), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.scan("thing", Optional.empty(), Optional.empty(), 0));
    }
}
