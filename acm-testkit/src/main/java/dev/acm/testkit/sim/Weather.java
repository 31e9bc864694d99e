package dev.acm.testkit.sim;

import dev.acm.testkit.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what goes wrong at a call that leaves the process. */
@FunctionalInterface
public interface Weather {
    /**
     * Decides about one call; asked once for each.
     *
     * @param crossing the call; one that cannot fail can only meet a crash
     * @return what goes wrong; empty if nothing does
     */
    Optional<Fault> at(Crossing crossing);

    /**
     * Nothing ever goes wrong.
     *
     * @return the weather
     */
    static Weather calm() {
        return crossing -> Optional.empty();
    }

    /**
     * One thing goes wrong.
     *
     * @param number at which crossing
     * @param fault what
     * @return the weather
     */
    static Weather once(int number, Fault fault) {
        return crossing -> crossing.number() == number ? Optional.of(fault) : Optional.empty();
    }

    /**
     * Several things go wrong, each at its own call.
     *
     * @param faults what, by the number of the crossing
     * @return the weather
     */
    static Weather at(Map<Integer, Fault> faults) {
        Map<Integer, Fault> planned = Map.copyOf(faults);
        return crossing -> Optional.ofNullable(planned.get(crossing.number()));
    }

    /**
     * Now and then a call goes wrong.
     *
     * @param chance what decides
     * @param percent how many of a hundred calls; 0 to 100
     * @param faults one of these, equally likely; at least one
     * @return the weather
     */
    static Weather rough(Chance chance, int percent, List<Fault> faults) {
        return crossing -> chance.below(100) < percent
                ? Optional.of(faults.get((int) chance.below(faults.size())))
                : Optional.empty();
    }
}
