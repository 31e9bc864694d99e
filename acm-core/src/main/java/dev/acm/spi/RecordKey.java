package dev.acm.spi;

import dev.acm.internal.Checks;

/**
 * Names one record of a {@link RecordStore}.
 *
 * @param space the kind of record; {@code [a-z0-9-]{1,64}}
 * @param id the record's own part; 1 to 512 printable ASCII characters
 */
public record RecordKey(String space, String id) {
    private static final int LONGEST_SPACE = 64;
    private static final int LONGEST_ID = 512;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part has other characters or another length
     */
    public RecordKey {
        Checks.length("space", space, 1, LONGEST_SPACE);
        Checks.length("id", id, 1, LONGEST_ID);
        for (int i = 0; i < space.length(); i++) {
            char c = space.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                throw new IllegalArgumentException(
                        "space must have the characters [a-z0-9-] only, got '" + Checks.shorten(space) + "'");
            }
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < 0x21 || id.charAt(i) > 0x7e) {
                throw new IllegalArgumentException(
                        "id must have printable ASCII characters only, got '" + Checks.shorten(id) + "'");
            }
        }
    }

    @Override
    public String toString() {
        return space + "/" + id;
    }
}
