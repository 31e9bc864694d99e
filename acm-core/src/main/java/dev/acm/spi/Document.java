package dev.acm.spi;

import dev.acm.internal.Instants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a record: nested maps, lists, strings, longs and booleans, so that any serializer or JSON column holds it.
 * Bytes are Base64, instants RFC 3339. Immutable; field order is kept; equality does not depend on it.
 */
public final class Document {
    private static final Document EMPTY = new Document(Map.of());

    private final Map<String, Object> fields;

    private Document(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Copies a map, deeply.
     *
     * @param fields maps, lists, strings, longs and booleans; an {@code Integer} is taken as a long
     * @return the document
     * @throws IllegalArgumentException if there is a value of another type, or null; the path is named
     */
    public static Document of(Map<String, ?> fields) {
        return new Document(copyMap(fields, ""));
    }

    /**
     * A document without fields.
     *
     * @return the document
     */
    public static Document empty() {
        return EMPTY;
    }

    /**
     * Starts a document.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(Map.of());
    }

    /**
     * A builder with this document's fields, those it does not know included.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(fields);
    }

    private static Map<String, Object> copyMap(Map<?, ?> from, String path) {
        if (from instanceof Fields fields) {
            return fields; // it was copied before, and cannot change
        }
        Builder copy = new Builder(Map.of());
        Map<String, Object> large = new LinkedHashMap<>();
        from.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("a key at '" + path + "' is no string: " + key);
            }
            Object copied = isPlain(value) ? value : copyValue(value, path + "/" + name);
            if (from.size() > Fields.MOST) {
                large.put(name, copied);
            } else {
                copy.set(name, copied);
            }
        });
        return from.size() > Fields.MOST ? Collections.unmodifiableMap(large) : copy.build().fields;
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Boolean;
    }

    private static Object copyValue(Object value, String path) {
        if (isPlain(value)) {
            return value;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Document document) {
            return document.fields;
        }
        if (value instanceof Map<?, ?> map) {
            return copyMap(map, path);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(isPlain(element) ? element : copyValue(element, path + "/" + copy.size()));
            }
            return List.copyOf(copy);
        }
        throw new IllegalArgumentException("no document value at '" + path + "': "
                + (value == null ? "null" : value.getClass().getName()));
    }

    /**
     * The content as plain Java values, for a serializer.
     *
     * @return unmodifiable maps and lists, strings, longs and booleans
     */
    public Map<String, Object> asMap() {
        return fields;
    }

    /**
     * Whether a field is there.
     *
     * @param name the field
     * @return true if it is
     */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    private <T> Optional<T> optional(String name, Class<T> type) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("field '" + name + "' is no " + type.getSimpleName() + " but a "
                    + value.getClass().getSimpleName());
        }
        return Optional.of(type.cast(value));
    }

    private <T> T required(String name, Class<T> type) {
        return optional(name, type).orElseThrow(() -> new IllegalArgumentException("field '" + name + "' is missing"));
    }

    /**
     * A string that must be there.
     *
     * @param name the field
     * @return the value
     * @throws IllegalArgumentException if it is missing or of another type
     */
    public String string(String name) {
        return required(name, String.class);
    }

    /**
     * A string that may be there.
     *
     * @param name the field
     * @return the value, or empty
     * @throws IllegalArgumentException if it is of another type
     */
    public Optional<String> findString(String name) {
        return optional(name, String.class);
    }

    /**
     * A number.
     *
     * @param name the field
     * @return the value; 0 when it is missing
     * @throws IllegalArgumentException if it is of another type
     */
    public long number(String name) {
        return optional(name, Long.class).orElse(0L);
    }

    /**
     * A flag.
     *
     * @param name the field
     * @return the value; false when it is missing
     * @throws IllegalArgumentException if it is of another type
     */
    public boolean flag(String name) {
        return optional(name, Boolean.class).orElse(false);
    }

    /**
     * An instant that must be there.
     *
     * @param name the field
     * @return the value
     * @throws IllegalArgumentException if it is missing or no instant
     */
    public Instant instant(String name) {
        return toInstant(name, string(name));
    }

    /**
     * An instant that may be there.
     *
     * @param name the field
     * @return the value, or empty
     * @throws IllegalArgumentException if it is no instant
     */
    public Optional<Instant> findInstant(String name) {
        return findString(name).map(text -> toInstant(name, text));
    }

    private static Instant toInstant(String name, String text) {
        try {
            return Instants.parse(text);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("field '" + name + "' is no instant: '" + text + "'", e);
        }
    }

    /**
     * Bytes that must be there.
     *
     * @param name the field
     * @return the value
     * @throws IllegalArgumentException if it is missing or not Base64
     */
    public byte[] bytes(String name) {
        try {
            return Base64.getDecoder().decode(string(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field '" + name + "' is missing or no Base64", e);
        }
    }

    /**
     * A nested document that may be there.
     *
     * @param name the field
     * @return the value, or empty
     * @throws IllegalArgumentException if it is of another type
     */
    public Optional<Document> findDocument(String name) {
        return optional(name, Map.class).map(Document::trusted);
    }

    /**
     * Nested documents.
     *
     * @param name the field
     * @return the values; empty when the field is missing
     * @throws IllegalArgumentException if the field is no list of documents
     */
    public List<Document> documents(String name) {
        List<?> elements = list(name);
        List<Document> documents = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("field '" + name + "' is no list of documents");
            }
            documents.add(trusted(map));
        }
        return Collections.unmodifiableList(documents);
    }

    /**
     * Strings.
     *
     * @param name the field
     * @return the values; empty when the field is missing
     * @throws IllegalArgumentException if the field is no list of strings
     */
    public List<String> strings(String name) {
        List<?> elements = list(name);
        List<String> strings = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (!(element instanceof String text)) {
                throw new IllegalArgumentException("field '" + name + "' is no list of strings");
            }
            strings.add(text);
        }
        return Collections.unmodifiableList(strings);
    }

    private List<?> list(String name) {
        return optional(name, List.class).orElse(List.of());
    }

    @SuppressWarnings("unchecked") // a map inside a document was copied by copyMap: string keys, unmodifiable
    private static Document trusted(Map<?, ?> map) {
        return new Document((Map<String, Object>) map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Document that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "Document" + fields.keySet();
    }

    /** Collects fields. Not thread-safe. */
    public static final class Builder {
        private static final int ROOM = 8;

        /** Name, value, name, value… */
        private @Nullable Object[] content;

        private int used;

        private Builder(Map<String, Object> from) {
            used = 2 * from.size();
            if (from instanceof Fields fields) {
                content = fields.toArray(ROOM);
            } else {
                content = new Object[used + 2 * ROOM];
                int i = 0;
                for (Map.Entry<String, Object> entry : from.entrySet()) {
                    content[i++] = entry.getKey();
                    content[i++] = entry.getValue();
                }
            }
        }

        private void set(String name, Object value) {
            int found = Fields.indexOf(content, used, name);
            if (found >= 0) {
                content[found + 1] = value;
                return;
            }
            if (used == content.length) {
                content = Arrays.copyOf(content, 2 * used);
            }
            content[used++] = name;
            content[used++] = value;
        }

        /**
         * Sets a field.
         *
         * @param name the field
         * @param value a string, number, boolean, map, list or document
         * @return this builder
         */
        public Builder put(String name, Object value) {
            // without the path, which only an exception needs
            set(Objects.requireNonNull(name, "name"), isPlain(value) ? value : copyValue(value, "/" + name));
            return this;
        }

        /**
         * Sets an instant.
         *
         * @param name the field
         * @param value the instant
         * @return this builder
         */
        public Builder put(String name, Instant value) {
            return put(name, Instants.format(value));
        }

        /**
         * Sets bytes.
         *
         * @param name the field
         * @param value the bytes
         * @return this builder
         */
        public Builder put(String name, byte[] value) {
            return put(name, Base64.getEncoder().encodeToString(value));
        }

        /**
         * Sets a field, or removes it.
         *
         * @param name the field
         * @param value the value; empty removes the field
         * @return this builder
         */
        public Builder put(String name, Optional<?> value) {
            if (value.isEmpty()) {
                return remove(name);
            }
            Object present = value.get();
            return present instanceof Instant instant ? put(name, instant) : put(name, present);
        }

        /**
         * Removes a field.
         *
         * @param name the field
         * @return this builder
         */
        public Builder remove(String name) {
            int found = Fields.indexOf(content, used, name);
            if (found >= 0) {
                System.arraycopy(content, found + 2, content, found, used - found - 2);
                used -= 2;
            }
            return this;
        }

        /**
         * Builds the document.
         *
         * @return the document
         */
        public Document build() {
            return new Document(Fields.of(content, used));
        }
    }
}
