package dev.acm.spi;

import dev.acm.internal.Word;

/**
 * Names one record of a {@link RecordStore}.
 *
 * @param space the kind of record; {@code [a-z0-9-]{1,64}}
 * @param id the record's own part; 1 to 512 printable ASCII characters
 */
public record RecordKey(String space, String id) {
    private static final Word SPACE = Word.of("[a-z0-9-]", 1, 64);
    private static final Word ID = Word.of("[\\x21-\\x7e]", 1, 512);

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part has other characters or another length
     */
    public RecordKey {
        SPACE.check("space", space);
        ID.check("id", id);
    }

    @Override
    public String toString() {
        return space + "/" + id;
    }
}
