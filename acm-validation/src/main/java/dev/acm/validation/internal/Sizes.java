package dev.acm.validation.internal;

import dev.acm.spi.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** How large a document is when written as JSON, about. */
public final class Sizes {
    private Sizes() {}

    /** Octets of UTF-8, quotes and commas included. */
    public static int of(Document document) {
        return of(document.asMap());
    }

    private static int of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return 2
                    + map.entrySet().stream()
                            .mapToInt(e -> of(e.getKey()) + of(e.getValue()) + 2)
                            .sum();
        }
        if (value instanceof List<?> list) {
            return 2 + list.stream().mapToInt(e -> of(e) + 1).sum();
        }
        String text = value.toString();
        // a backslash takes two
        long escapes = text.chars().filter(c -> c == '\\' || c == '"').count();
        return text.getBytes(StandardCharsets.UTF_8).length + Math.toIntExact(escapes) + 2;
    }
}
