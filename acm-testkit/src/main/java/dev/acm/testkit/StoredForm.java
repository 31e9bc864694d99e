package dev.acm.testkit;

import dev.acm.spi.Page;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The form of what is stored: every field that occurs in the records of a space, with the kind of its value. A golden file of it
 * shows a changed form at once. Stateless.
 */
public final class StoredForm {
    private static final int PAGE = 100;

    private StoredForm() {}

    /**
     * Reads the form of a space's records.
     *
     * @param store where they are
     * @param space the space
     * @return lines like {@code certificate generations[].notAfter instant}, sorted; empty if there are no records
     * @throws StoreException if the store does not answer
     */
    public static SortedSet<String> of(RecordStore store, String space) throws StoreException {
        SortedSet<String> lines = new TreeSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = store.scan(space, Optional.empty(), cursor, PAGE);
            for (StoredRecord record : page.records()) {
                record.document().asMap().forEach((name, value) -> add(lines, space + " " + name, value));
            }
            cursor = page.next();
        } while (cursor.isPresent());
        return lines;
    }

    private static void add(SortedSet<String> lines, String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, part) -> add(lines, path + "." + name, part));
        } else if (value instanceof List<?> list) {
            list.forEach(part -> add(lines, path + "[]", part));
        } else {
            lines.add(path + " " + kind(value));
        }
    }

    private static String kind(Object value) {
        if (value instanceof Long) {
            return "number";
        }
        if (value instanceof Boolean) {
            return "flag";
        }
        try {
            Instant.parse(value.toString());
            return "instant";
        } catch (DateTimeParseException e) {
            return "text";
        }
    }
}
