package dev.acm.tag;

import java.util.Objects;
import java.util.Optional;

/**
 * A label on a certificate, as the caller wrote it. Calls that take tags check all of them together and report all faults:
 * keys of 1 to 128 and values of at most 256 characters, counted as code points; letters, separators, digits and
 * {@code _ . : / = + - @}; no key twice, none that begins with {@code aws:} in whatever case; at most 50 to a certificate.
 *
 * @param key its name; upper and lower case differ
 * @param value its value; empty for a tag that is its key alone
 */
public record Tag(String key, Optional<String> value) {
    /** Checks for null. */
    public Tag {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }

    /**
     * A tag that is its key alone; to remove a tag whatever its value.
     *
     * @param key its name
     * @return the tag
     */
    public static Tag of(String key) {
        return new Tag(key, Optional.empty());
    }

    /**
     * A tag with a value.
     *
     * @param key its name
     * @param value its value
     * @return the tag
     */
    public static Tag of(String key, String value) {
        return new Tag(key, Optional.of(value));
    }
}
