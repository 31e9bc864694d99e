package dev.acm.testkit.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Times during which something is wrong, drawn before the simulation begins. */
final class Spells {
    private final List<Spell> spells = new ArrayList<>();

    record Spell(Instant from, Instant to) {
        boolean covers(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /** Some spells between two times, each of a length between the two. */
    static Spells some(Chance chance, int count, Instant from, Instant to, Duration shortest, Duration longest) {
        Spells drawn = new Spells();
        for (int i = 0; i < count; i++) {
            Instant begins = from.plus(chance.between(Duration.ZERO, Duration.between(from, to)));
            drawn.add(begins, begins.plus(chance.between(shortest, longest)));
        }
        return drawn;
    }

    void add(Instant from, Instant to) {
        spells.add(new Spell(from, to));
        spells.sort(Comparator.comparing(Spell::from));
    }

    List<Spell> all() {
        return List.copyOf(spells);
    }

    boolean covers(Instant time) {
        for (Spell spell : spells) {
            if (spell.covers(time)) {
                return true;
            }
        }
        return false;
    }

    /** The longest time without any of these spells between two times. */
    static Duration longestGap(Instant from, Instant to, Spells... kinds) {
        List<Spell> all = new ArrayList<>();
        for (Spells kind : kinds) {
            all.addAll(kind.spells);
        }
        all.sort(Comparator.comparing(Spell::from));
        Duration longest = Duration.ZERO;
        Instant free = from;
        for (Spell spell : all) {
            Instant until = spell.from().isBefore(to) ? spell.from() : to;
            longest = longer(longest, Duration.between(free, until));
            free = spell.to().isAfter(free) ? spell.to() : free;
        }
        return longer(longest, Duration.between(free, to));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
