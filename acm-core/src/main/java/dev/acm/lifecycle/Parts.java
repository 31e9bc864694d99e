package dev.acm.lifecycle;

import dev.acm.spi.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Writes the parts of a record over those that were read, so that fields a newer version added to a part are kept.
 *
 * @param <T> the kind of part
 */
final class Parts<T> {
    private final String field;
    private final Function<T, Object> id;
    private final BiFunction<T, Document, Document> encode;

    /** Parts that are found again by the value of a field. */
    Parts(String field, Function<T, Object> id, BiFunction<T, Document, Document> encode) {
        this.field = field;
        this.id = id;
        this.encode = encode;
    }

    /** The parts as documents, each over the one of the same id. */
    List<Document> encode(List<T> parts, List<Document> over) {
        if (parts.isEmpty()) {
            return List.of();
        }
        Map<Object, Document> known = new HashMap<>();
        over.forEach(old -> known.put(old.asMap().getOrDefault(field, ""), old));
        return parts.stream()
                .map(part -> encode.apply(part, known.getOrDefault(id.apply(part), Document.empty())))
                .toList();
    }

    /** The part of a record of which there is at most one, if it is still the same. */
    static Document same(Document record, String part, String field, Object id) {
        return record.findDocument(part)
                .filter(old -> id.equals(old.asMap().get(field)))
                .orElse(Document.empty());
    }
}
