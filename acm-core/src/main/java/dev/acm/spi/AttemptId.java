package dev.acm.spi;

import dev.acm.internal.Checks;
import java.util.regex.Pattern;

/**
 * Names one try to produce a generation; fixed and stored before anything leaves the process.
 *
 * @param value 32 lower-case hex digits
 */
public record AttemptId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is not 32 lower-case hex digits
     */
    public AttemptId {
        Checks.matches("attempt id", value, FORM);
    }

    @Override
    public String toString() {
        return value;
    }
}
