package dev.acm.spi;

import dev.acm.internal.Checks;
import java.util.regex.Pattern;

/**
 * Names one record of a {@link RecordStore}.
 *
 * @param space the kind of record; {@code [a-z0-9-]{1,64}}
 * @param id the record's own part; 1 to 512 printable ASCII characters
 */
public record RecordKey(String space, String id) {
    private static final Pattern SPACE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,512}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part has other characters or another length
     */
    public RecordKey {
        Checks.matches("space", space, SPACE);
        Checks.matches("id", id, ID);
    }

    @Override
    public String toString() {
        return space + "/" + id;
    }
}
