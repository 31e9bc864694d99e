package dev.acm.ca.lint;

import dev.acm.ca.internal.MalformedDerException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects findings; those of waived rules are dropped. Of one rule at most {@value #MAX_OF_A_RULE} are kept, the others are
 * counted, and a message has at most {@value #MAX_MESSAGE} characters: what is judged may be made to break rules as often as
 * it can.
 */
final class Findings {
    static final int MAX_OF_A_RULE = 100;
    static final int MAX_MESSAGE = 600;
    private static final int MAX_TEXT = 80;

    private final Set<Rule> waived;
    private final List<LintFinding> list = new ArrayList<>(4);
    private final Map<Rule, Integer> counts = new EnumMap<>(Rule.class);

    Findings(Set<Rule> waived) {
        this.waived = waived;
    }

    void add(Rule rule, String location, String message) {
        add(rule, location, () -> message);
    }

    /** With a message that takes work to write. */
    void add(Rule rule, String location, Supplier<String> message) {
        if (waived.contains(rule)) {
            return;
        }
        if (counts.merge(rule, 1, Integer::sum) <= MAX_OF_A_RULE) {
            list.add(new LintFinding(rule, location, cut(message.get(), MAX_MESSAGE)));
        }
    }

    void addIf(boolean broken, Rule rule, String location, String message) {
        if (broken) {
            add(rule, location, message);
        }
    }

    /** With a message that takes work to write. */
    void addIf(boolean broken, Rule rule, String location, Supplier<String> message) {
        if (broken) {
            add(rule, location, message);
        }
    }

    /** Runs a check; what it cannot read becomes a finding of {@code rule}. */
    void guard(Rule rule, String location, Runnable check) {
        try {
            check.run();
        } catch (MalformedDerException | IndexOutOfBoundsException | ArithmeticException e) {
            add(rule, location, String.valueOf(e.getMessage()));
        }
    }

    boolean isWaived(Rule rule) {
        return waived.contains(rule);
    }

    List<LintFinding> toList() {
        List<LintFinding> all = new ArrayList<>(list);
        counts.forEach((rule, count) -> {
            if (count > MAX_OF_A_RULE) {
                all.add(new LintFinding(
                        rule, "everywhere", "the rule is broken " + (count - MAX_OF_A_RULE) + " times more"));
            }
        });
        return List.copyOf(all);
    }

    /** A text as a message may show it. */
    static String shown(String text) {
        return cut(text, MAX_TEXT).replaceAll("\\p{Cntrl}", "?");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
