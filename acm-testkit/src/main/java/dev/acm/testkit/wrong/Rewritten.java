package dev.acm.testkit.wrong;

import dev.acm.spi.Document;
import dev.acm.spi.RecordKey;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import dev.acm.spi.Write;
import dev.acm.spi.WriteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store that keeps something else than what was written. */
final class Rewritten extends Delegating {
    private final UnaryOperator<RecordKey> keys;
    private final UnaryOperator<Document> documents;

    private Rewritten(UnaryOperator<RecordKey> keys, UnaryOperator<Document> documents) {
        this.keys = keys;
        this.documents = documents;
    }

    /** Does not tell upper from lower case, as a data base's default collation may not. */
    static Rewritten ignoringCase() {
        return new Rewritten(
                key -> new RecordKey(key.space(), key.id().toLowerCase(Locale.ROOT)), UnaryOperator.identity());
    }

    /** Keeps numbers as JSON readers do that know doubles only. */
    static Rewritten numbersAsDoubles() {
        return new Rewritten(UnaryOperator.identity(), document -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            document.asMap()
                    .forEach((name, value) ->
                            fields.put(name, value instanceof Long number ? (long) number.doubleValue() : value));
            return Document.of(fields);
        });
    }

    /** Keeps the first 64 KiB of a text. */
    static Rewritten cuttingTexts() {
        return new Rewritten(UnaryOperator.identity(), document -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            document.asMap()
                    .forEach((name, value) -> fields.put(
                            name,
                            value instanceof String text ? text.substring(0, Math.min(text.length(), 65_535)) : value));
            return Document.of(fields);
        });
    }

    @Override
    public Optional<StoredRecord> find(RecordKey key) throws StoreException {
        return super.find(keys.apply(key));
    }

    @Override
    public WriteResult write(List<Write> batch) throws StoreException {
        return super.write(batch.stream().map(this::rewritten).toList());
    }

    private Write rewritten(Write write) {
        RecordKey key = keys.apply(write.key());
        if (write instanceof Write.Insert insert) {
            return new Write.Insert(key, insert.partition(), insert.dueAt(), documents.apply(insert.document()));
        }
        if (write instanceof Write.Update update) {
            return new Write.Update(key, update.expectedVersion(), update.dueAt(), documents.apply(update.document()));
        }
        return new Write.Delete(key, ((Write.Delete) write).expectedVersion());
    }
}
