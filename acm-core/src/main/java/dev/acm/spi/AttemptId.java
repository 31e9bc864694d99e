package dev.acm.spi;

import dev.acm.internal.Word;

/**
 * Names one try to produce a generation; fixed and stored before anything leaves the process.
 *
 * @param value 32 lower-case hex digits
 */
public record AttemptId(String value) {
    private static final Word FORM = Word.of("[0-9a-f]", 32, 32);

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if it is not 32 lower-case hex digits
     */
    public AttemptId {
        FORM.check("attempt id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
