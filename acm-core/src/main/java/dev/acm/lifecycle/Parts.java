package dev.acm.lifecycle;

import dev.acm.spi.Document;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * The parts as documents, each over the one of the same id.
     *
     * @param before the parts that were read from what is written over, in the same order; what is still the very same part
     *     is not written anew
     */
    List<Document> encode(List<T> parts, List<T> before, List<Document> over) {
        List<Document> encoded = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            T part = parts.get(i);
            int same = before.size() == over.size() ? indexOf(before, part) : -1;
            encoded.add(same >= 0 ? over.get(same) : encode.apply(part, ofSameId(part, i, over)));
        }
        return encoded;
    }

    @SuppressWarnings("ReferenceEquality") // parts are immutable, and what a step leaves alone is the same object
    private static <T> int indexOf(List<T> before, T part) {
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) == part) {
                return i;
            }
        }
        return -1;
    }

    // most often it is where it was
    private Document ofSameId(T part, int index, List<Document> over) {
        Object wanted = id.apply(part);
        if (index < over.size() && wanted.equals(over.get(index).asMap().get(field))) {
            return over.get(index);
        }
        for (Document old : over) {
            if (wanted.equals(old.asMap().get(field))) {
                return old;
            }
        }
        return Document.empty();
    }

    /** The part of a record of which there is at most one, if it is still the same. */
    static Document same(Document record, String part, String field, Object id) {
        return record.findDocument(part)
                .filter(old -> id.equals(old.asMap().get(field)))
                .orElse(Document.empty());
    }
}
