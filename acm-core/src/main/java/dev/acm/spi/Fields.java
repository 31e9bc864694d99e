package dev.acm.spi;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A small unmodifiable map that keeps its order. It is two references for each field, where a linked hash map is a node of 40
 * octets, and it is copied in one go; a field is found by looking through all, which pays for the few dozen there are.
 */
final class Fields extends AbstractMap<String, Object> {
    /** With more fields than this a hash table is the better choice. */
    static final int MOST = 64;

    private final Object[] content;

    private Fields(Object[] content) {
        this.content = content;
    }

    /**
     * A map of these.
     *
     * @param content name, value, name, value…; longer than is used
     * @param used how much of it is used
     */
    static Map<String, Object> of(@Nullable Object[] content, int used) {
        Object[] exact = Arrays.copyOf(content, used, Object[].class);
        if (used / 2 <= MOST) {
            return new Fields(exact);
        }
        Map<String, Object> hashed = new LinkedHashMap<>();
        for (int i = 0; i < used; i += 2) {
            hashed.put((String) exact[i], exact[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(hashed);
    }

    /** Where a name is; -1 if it is not there. Names are mostly literals, so the same ones are looked for first. */
    @SuppressWarnings("ReferenceEquality") // a first, cheap look
    static int indexOf(@Nullable Object[] content, int used, Object name) {
        for (int i = 0; i < used; i += 2) {
            if (content[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < used; i += 2) {
            if (name.equals(content[i])) {
                return i;
            }
        }
        return -1;
    }

    /** A copy with room for more. */
    Object[] toArray(int room) {
        return Arrays.copyOf(content, content.length + 2 * room);
    }

    @Override
    public int size() {
        return content.length / 2;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int found = name == null ? -1 : indexOf(content, content.length, name);
        return found < 0 ? null : content[found + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name != null && indexOf(content, content.length, name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Object> action) {
        for (int i = 0; i < content.length; i += 2) {
            action.accept((String) content[i], content[i + 1]);
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return content.length / 2;
            }

            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < content.length;
        }

        @Override
        public Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return Map.entry((String) content[next - 2], content[next - 1]);
        }
    }
}
