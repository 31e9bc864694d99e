package dev.acm.ca.lint;

import dev.acm.ca.internal.MalformedDerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Collects findings; those of waived rules are dropped. */
final class Findings {
    private final Set<Rule> waived;
    private final List<LintFinding> list = new ArrayList<>(4);

    Findings(Set<Rule> waived) {
        this.waived = waived;
    }

    void add(Rule rule, String location, String message) {
        if (!waived.contains(rule)) {
            list.add(new LintFinding(rule, location, message));
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
            add(rule, location, message.get());
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

    List<LintFinding> toList() {
        return List.copyOf(list);
    }
}
