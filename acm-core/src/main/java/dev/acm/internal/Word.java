package dev.acm.internal;

import java.util.Objects;
import java.util.regex.Pattern;

/** So many ASCII characters of one class, tested without a matcher: names of records are made all the time. Immutable. */
public final class Word {
    private static final int ASCII = 128;

    private final boolean[] allowed = new boolean[ASCII];
    private final String form;
    private final int min;
    private final int max;

    private Word(String characters, int min, int max) {
        this.form = characters + (min == max ? "{" + min + "}" : "{" + min + "," + max + "}");
        this.min = min;
        this.max = max;
        Pattern one = Pattern.compile(characters);
        for (int c = 0; c < ASCII; c++) {
            allowed[c] = one.matcher(Character.toString(c)).matches();
        }
    }

    /** Words of {@code min} to {@code max} characters of a class, as patterns write it. */
    public static Word of(String characters, int min, int max) {
        return new Word(characters, min, max);
    }

    /** Requires {@code value} to be such a word. */
    public String check(String parameter, String value) {
        Objects.requireNonNull(value, parameter);
        if (!test(value)) {
            throw new IllegalArgumentException(
                    parameter + " must match " + form + ", got '" + Checks.shorten(value) + "'");
        }
        return value;
    }

    /** Whether {@code value} is such a word. */
    public boolean test(String value) {
        if (value.length() < min || value.length() > max) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ASCII || !allowed[c]) {
                return false;
            }
        }
        return true;
    }
}
