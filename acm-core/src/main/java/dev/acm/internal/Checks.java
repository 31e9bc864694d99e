package dev.acm.internal;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Argument checks whose message names the parameter, the rule and the offending value, shortened. */
public final class Checks {
    private static final int SHOWN = 80;

    private Checks() {}

    /** Requires {@code value} to match {@code pattern} wholly. */
    public static String matches(String parameter, String value, Pattern pattern) {
        Objects.requireNonNull(value, parameter);
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    parameter + " must match " + pattern.pattern() + ", got '" + shorten(value) + "'");
        }
        return value;
    }

    /** Requires between {@code min} and {@code max} characters. */
    public static String length(String parameter, String value, int min, int max) {
        Objects.requireNonNull(value, parameter);
        if (value.length() < min || value.length() > max) {
            throw new IllegalArgumentException(parameter + " must have " + min + " to " + max + " characters, got "
                    + value.length() + ": '" + shorten(value) + "'");
        }
        return value;
    }

    /** Requires {@code condition}; {@code rule} says what must hold. */
    public static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The same, where the rule is put into words only if it is broken. */
    public static void require(boolean condition, Supplier<String> rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule.get());
        }
    }

    /** Shortens text from outside for a message; control characters become {@code ?}. */
    public static String shorten(String value) {
        return shorten(value, SHOWN);
    }

    /** Shortens text from outside to so many characters; control characters become {@code ?}. */
    public static String shorten(String value, int most) {
        String clean = value.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= most ? clean : clean.substring(0, most) + "…";
    }
}
