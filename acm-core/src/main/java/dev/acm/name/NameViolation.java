package dev.acm.name;

import dev.acm.internal.Checks;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/**
 * One broken rule, with the place and the remedy.
 *
 * @param fault what is wrong
 * @param input the text that was judged, shortened to 80 characters, control characters shown as {@code ?}
 * @param position where it is wrong: an index in the whole text that was judged, in UTF-16 units from 0
 * @param remedy what would be right, as a sentence for people
 */
public record NameViolation(NameFault fault, String input, int position, String remedy) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /** Shortens the input. */
    public NameViolation {
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(remedy, "remedy");
        input = Checks.shorten(input);
        Checks.require(position >= 0, "position must not be negative");
    }

    /**
     * The rule that is broken.
     *
     * @return the number in the list of rules, such as {@code DN-9}
     */
    public String rule() {
        return fault.rule();
    }

    @Override
    public String toString() {
        return fault + " (" + rule() + ") at " + position + " of '" + input + "': " + remedy;
    }
}
