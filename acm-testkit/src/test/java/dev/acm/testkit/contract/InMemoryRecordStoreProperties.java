package dev.acm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** After any sequence of writes the store answers as a plain map does that is searched from end to end. */
class InMemoryRecordStoreProperties {
    private static final String SPACE = "law";

    /** One wish; which kind of write it becomes and at which version is settled when it is carried out. */
    record Wish(String id, String partition, int due, Kind kind, boolean stale) {}

    enum Kind {
        INSERT,
        UPDATE,
        DELETE
    }

    @Provide
    Arbitrary<List<List<Wish>>> batches() {
        Arbitrary<Wish> wish = Combinators.combine(
                        Arbitraries.of("a", "b", "ab", "B", "1", "~"),
                        Arbitraries.of("", "p", "p1", "1 p", "b"),
                        Arbitraries.integers().between(-1, 4),
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(false, false, false, true))
                .as(Wish::new);
        return wish.list()
                .uniqueElements(Wish::id)
                .ofMinSize(1)
                .ofMaxSize(3)
                .list()
                .ofMaxSize(40);
    }

    private static RecordKey key(String id) {
        return new RecordKey(SPACE, id);
    }

    private static Instant at(int due) {
        return Instant.ofEpochSecond(due);
    }

    private static Write write(Wish wish, Map<String, StoredRecord> model, int step) {
        Optional<Instant> dueAt = wish.due() < 0 ? Optional.empty() : Optional.of(at(wish.due()));
        Document document = Document.builder().put("step", step).build();
        Optional<StoredRecord> present = Optional.ofNullable(model.get(wish.id()));
        String version =
                wish.stale() ? "stale" : present.map(StoredRecord::version).orElse("absent");
        return switch (wish.kind()) {
            case INSERT -> new Write.Insert(key(wish.id()), wish.partition(), dueAt, document);
            case UPDATE -> new Write.Update(key(wish.id()), version, dueAt, document);
            case DELETE -> new Write.Delete(key(wish.id()), version);
        };
    }

    private static boolean fits(Wish wish, Map<String, StoredRecord> model) {
        boolean present = model.containsKey(wish.id());
        return wish.kind() == Kind.INSERT ? !present : present && !wish.stale();
    }

    private static void apply(Write write, String version, Map<String, StoredRecord> model) {
        String id = write.key().id();
        if (write instanceof Write.Insert insert) {
            model.put(
                    id, new StoredRecord(insert.key(), version, insert.partition(), insert.dueAt(), insert.document()));
        } else if (write instanceof Write.Update update) {
            String partition = model.get(id).partition();
            model.put(id, new StoredRecord(update.key(), version, partition, update.dueAt(), update.document()));
        } else {
            model.remove(id);
        }
    }

    private static List<StoredRecord> paged(Function<Optional<String>, Page> pages, int limit) {
        List<StoredRecord> records = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = pages.apply(cursor);
            assertThat(page.records()).hasSizeLessThanOrEqualTo(limit);
            records.addAll(page.records());
            cursor = page.next();
        } while (cursor.isPresent());
        return records;
    }

    @Property
    void storeAnswersAsItsModelDoes(
            @ForAll("batches") List<List<Wish>> batches, @ForAll @IntRange(min = 1, max = 4) int limit) {
        InMemoryRecordStore store = new InMemoryRecordStore();
        Map<String, StoredRecord> model = new HashMap<>();
        Set<String> versions = new HashSet<>();
        for (int step = 0; step < batches.size(); step++) {
            List<Wish> wishes = batches.get(step);
            List<Write> batch = new ArrayList<>();
            for (Wish wish : wishes) {
                batch.add(write(wish, model, step));
            }
            Optional<Wish> misfit =
                    wishes.stream().filter(wish -> !fits(wish, model)).findFirst();

            WriteResult result = store.write(batch);

            if (misfit.isPresent()) {
                assertThat(result)
                        .isEqualTo(new WriteResult.Conflict(key(misfit.get().id())));
            } else {
                List<String> written = ((WriteResult.Written) result).versions();
                for (int i = 0; i < batch.size(); i++) {
                    apply(batch.get(i), written.get(i), model);
                    assertThat(written.get(i).isEmpty() || versions.add(written.get(i)))
                            .as("a version never comes back")
                            .isTrue();
                }
            }
        }

        for (String id : List.of("a", "b", "ab", "B", "1", "~")) {
            assertThat(store.find(key(id))).isEqualTo(Optional.ofNullable(model.get(id)));
        }
        for (int now = 0; now <= 4; now++) {
            Instant time = at(now);
            assertThat(paged(after -> store.due(SPACE, time, after, limit), limit))
                    .containsExactlyElementsOf(model.values().stream()
                            .filter(record -> record.dueAt().isPresent()
                                    && !record.dueAt().get().isAfter(time))
                            .sorted(Comparator.comparing((StoredRecord record) ->
                                            record.dueAt().orElseThrow())
                                    .thenComparing(record -> record.key().id()))
                            .toList());
        }
        assertThat(paged(after -> store.scan(SPACE, Optional.empty(), after, limit), limit))
                .containsExactlyInAnyOrderElementsOf(model.values());
        for (String partition : List.of("", "p", "p1", "1 p", "b")) {
            assertThat(paged(after -> store.scan(SPACE, Optional.of(partition), after, limit), limit))
                    .containsExactlyInAnyOrderElementsOf(model.values().stream()
                            .filter(record -> record.partition().equals(partition))
                            .toList());
        }
    }
}
