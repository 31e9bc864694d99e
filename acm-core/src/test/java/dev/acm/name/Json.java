package dev.acm.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of the vector files; it trusts that they are well formed. Numbers become longs. */
final class Json {
    static final Object NULL = new Object();

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> parse(String text) {
        return (Map<String, Object>) new Json(text).value();
    }

    private Object value() {
        char c = next();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("rue", true);
            case 'f' -> word("alse", false);
            case 'n' -> word("ull", NULL);
            default -> number();
        };
    }

    private Object word(String rest, Object value) {
        at += rest.length();
        return value;
    }

    private Object number() {
        int start = at - 1;
        while ("0123456789+-.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return Long.parseLong(text.substring(start, at));
    }

    private Map<String, Object> object() {
        Map<String, Object> out = new LinkedHashMap<>();
        char c = next();
        while (c != '}') {
            if (c == ',') {
                next();
            }
            String key = string();
            next();
            out.put(key, value());
            c = next();
        }
        return out;
    }

    private List<Object> array() {
        List<Object> out = new ArrayList<>();
        char c = next();
        while (c != ']') {
            if (c != ',') {
                at--;
            }
            out.add(value());
            c = next();
        }
        return out;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            default -> c;
        };
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at++);
    }
}
