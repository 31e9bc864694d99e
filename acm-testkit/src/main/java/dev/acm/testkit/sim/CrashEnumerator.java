package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Plays a scenario once undisturbed and notes each call that leaves the process; then plays it again from the start for each
 * of these calls and each way to go wrong there, and looks whether it ends as well each time. Reads of the store are left
 * out: to die at one is to die after the call before.
 */
public final class CrashEnumerator {
    /** A claim of a dead process, and what was put off by a failure, are over by then. */
    private static final Duration SETTLE = Duration.ofHours(3);

    private final LongFunction<SimulatedWorld> worlds;
    private final BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program;

    private CrashEnumerator(
            LongFunction<SimulatedWorld> worlds,
            BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program) {
        this.worlds = Objects.requireNonNull(worlds, "worlds");
        this.program = Objects.requireNonNull(program, "program");
    }

    /**
     * Makes an enumerator.
     *
     * @param worlds makes a fresh world for a seed
     * @param program builds the manager, at each start of the process anew
     * @return the enumerator
     */
    public static CrashEnumerator of(
            LongFunction<SimulatedWorld> worlds,
            BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program) {
        return new CrashEnumerator(worlds, program);
    }

    /**
     * Lets one thing go wrong at each place in turn.
     *
     * @param scenario what is played
     * @param faults what goes wrong
     * @return what was tried, and what did not end well
     */
    public Report everywhere(Scenario scenario, Set<Fault> faults) {
        List<Crossing> places = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        play(0, Weather.calm(), places, scenario).ifPresent(why -> failures.add("undisturbed: " + why));
        List<Crossing> tried =
                places.stream().filter(place -> !place.isStoreRead()).toList();
        int plays = 1;
        for (Crossing place : tried) {
            for (Fault fault : faults) {
                if (place.canFail() || fault == Fault.CRASH_BEFORE || fault == Fault.CRASH_AFTER) {
                    plays++;
                    play(0, Weather.once(place.number(), fault), new ArrayList<>(), scenario)
                            .ifPresent(why -> failures.add(fault + " at " + place + ": " + why));
                }
            }
        }
        return new Report(tried, plays, failures);
    }

    /**
     * Lets the process die twice: at each place in turn, and again at each place of what it does after that. That is some
     * thousand plays.
     *
     * @param scenario what is played
     * @return what was tried, and what did not end well
     */
    public Report everywhereTwice(Scenario scenario) {
        Plays plays = new Plays(scenario);
        for (Death first : deaths(plays.places(Map.of()), 0)) {
            Map<Integer, Fault> once = Map.of(first.place().number(), first.fault());
            deaths(plays.places(once), first.place().number()).forEach(second -> plays.die(first, second));
        }
        return plays.report();
    }

    /**
     * Lets the process die twice at places drawn by chance: somewhere, and then somewhere in what it does after that.
     *
     * @param scenario what is played
     * @param chance what draws
     * @param pairs how many pairs of places are drawn
     * @return what was tried, and what did not end well
     */
    public Report someTwice(Scenario scenario, Chance chance, int pairs) {
        Plays plays = new Plays(scenario);
        List<Death> firsts = deaths(plays.places(Map.of()), 0);
        for (int i = 0; i < pairs; i++) {
            Death first = drawn(firsts, chance);
            Map<Integer, Fault> once = Map.of(first.place().number(), first.fault());
            List<Death> seconds = deaths(plays.places(once), first.place().number());
            if (!seconds.isEmpty()) {
                plays.die(first, drawn(seconds, chance));
            }
        }
        return plays.report();
    }

    private static <T> T drawn(List<T> list, Chance chance) {
        return list.get((int) chance.below(list.size()));
    }

    private record Death(Crossing place, Fault fault) {}

    private static List<Death> deaths(List<Crossing> places, int after) {
        return places.stream()
                .filter(place -> place.number() > after && !place.isStoreRead())
                .flatMap(place -> Stream.of(new Death(place, Fault.CRASH_BEFORE), new Death(place, Fault.CRASH_AFTER)))
                .toList();
    }

    /** The plays of one scenario, and what came of them. */
    private final class Plays {
        private final Scenario scenario;
        private final Set<Crossing> tried = new LinkedHashSet<>();
        private final List<String> failures = new ArrayList<>();
        private int count;

        Plays(Scenario scenario) {
            this.scenario = scenario;
        }

        /** The calls of a play in which these go wrong. */
        List<Crossing> places(Map<Integer, Fault> faults) {
            List<Crossing> places = new ArrayList<>();
            play(faults, places);
            return places;
        }

        void die(Death first, Death second) {
            tried.add(first.place());
            tried.add(second.place());
            play(
                    Map.of(first.place().number(), first.fault(), second.place().number(), second.fault()),
                    new ArrayList<>());
        }

        private void play(Map<Integer, Fault> faults, List<Crossing> places) {
            count++;
            CrashEnumerator.this
                    .play(0, Weather.at(faults), places, scenario)
                    .ifPresent(why -> failures.add(new TreeMap<>(faults) + ": " + why));
        }

        Report report() {
            return new Report(List.copyOf(tried), count, failures);
        }
    }

    /**
     * Lets things go wrong by chance, reads of the store included.
     *
     * @param scenario what is played
     * @param percent how many of a hundred calls go wrong
     * @param faults one of these, equally likely
     * @param seeds how many times it is played, with the seeds 1, 2, 3…
     * @return what was tried, and what did not end well
     */
    public Report byChance(Scenario scenario, int percent, List<Fault> faults, int seeds) {
        List<Crossing> places = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int i = 1; i <= seeds; i++) {
            int seed = i;
            Weather weather = Weather.rough(new Chance(seed).fork("weather"), percent, faults);
            play(seed, weather, places, scenario).ifPresent(why -> failures.add("seed " + seed + ": " + why));
        }
        return new Report(places, seeds, failures);
    }

    private Optional<String> play(long seed, Weather weather, List<Crossing> trace, Scenario scenario) {
        SimulatedWorld world = worlds.apply(seed);
        try {
            Stage stage = new Stage(world, world.start("one", weather, trace::add, program));
            scenario.play(stage);
            stage.pass(SETTLE);
            world.watch().findUnknownSignatures(Duration.ZERO);
            world.watch().findIrrevocable();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e + " " + world.watch().faults());
        }
        List<String> faults = world.watch().faults();
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults.toString());
    }

    /**
     * What was tried.
     *
     * @param places the calls at which something went wrong, or could have by chance
     * @param plays how often the scenario was played
     * @param failures where it did not end well, and why; empty if it always did
     */
    public record Report(List<Crossing> places, int plays, List<String> failures) {
        /** Copies the lists. */
        public Report {
            places = List.copyOf(places);
            failures = List.copyOf(failures);
        }

        /**
         * How many places there are of one kind.
         *
         * @param port the port, for example {@code RecordStore}
         * @param method the method
         * @return 0 and up
         */
        public long places(String port, String method) {
            return places.stream()
                    .filter(place -> place.port().equals(port) && place.method().equals(method))
                    .count();
        }
    }
}
