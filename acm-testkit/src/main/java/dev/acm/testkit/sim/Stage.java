package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.error.PortFailedException;
import dev.acm.testkit.Crash;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where a {@link Scenario} is played: one process, started again whenever it dies, and a caller who repeats a call whose end
 * it did not learn.
 */
public final class Stage {
    private static final int MOST_TRIES = 200;
    private static final int AT_ONCE = 100;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(20);

    private final SimulatedWorld world;
    private final SimulatedProcess process;
    private final CertificateManager observer;

    /**
     * Makes a stage.
     *
     * @param world the world
     * @param process the process that the scenario is about
     */
    public Stage(SimulatedWorld world, SimulatedProcess process) {
        this.world = Objects.requireNonNull(world, "world");
        this.process = Objects.requireNonNull(process, "process");
        this.observer = world.start(
                        "observer",
                        Weather.calm(),
                        (w, calm) -> w.standard(calm).build())
                .manager();
    }

    /**
     * The world.
     *
     * @return as given
     */
    public SimulatedWorld world() {
        return world;
    }

    /**
     * Makes a call as a host does that repeats what it did not see succeed. So the call has to bear repetition.
     *
     * @param call the call
     * @param <T> what it returns
     * @return what it returned at last
     * @throws AssertionError if it never succeeded
     */
    public <T> T call(Function<CertificateManager, T> call) {
        for (int i = 0; i < MOST_TRIES; i++) {
            try {
                return call.apply(process.manager());
            } catch (Crash e) {
                process.restart();
            } catch (PortFailedException e) {
                world.time().advance(AFTER_FAILURE);
            }
        }
        throw new AssertionError("a call never succeeded");
    }

    /**
     * Makes a call that returns nothing; see {@link #call}.
     *
     * @param call the call
     */
    public void run(Consumer<CertificateManager> call) {
        call(manager -> {
            call.accept(manager);
            return true;
        });
    }

    /**
     * Lets the manager do what is due, from one due time to the next, until the goal is reached. Nobody helps it.
     *
     * @param what the goal, for people
     * @param atMost how much time may pass
     * @param goal looks through a manager of its own, at whose edge nothing goes wrong
     * @throws AssertionError if the goal is not reached in time
     */
    public void until(String what, Duration atMost, Predicate<CertificateManager> goal) {
        Instant end = world.time().instant().plus(atMost);
        while (!goal.test(observer)) {
            if (!step(end)) {
                throw new AssertionError("not reached unaided within " + atMost + ": " + what);
            }
        }
    }

    /**
     * Lets the manager do what is due for a while.
     *
     * @param duration how long
     */
    public void pass(Duration duration) {
        Instant end = world.time().instant().plus(duration);
        while (step(end)) {
            // what is due is done by the step
        }
    }

    private boolean step(Instant end) {
        Instant now = world.time().instant();
        if (now.isAfter(end)) {
            return false;
        }
        Instant next = call(manager -> manager.runDue(AT_ONCE)).nextRun().orElse(Instant.MAX);
        Instant soon = world.time().instant().plusSeconds(1);
        // just past the end when nothing is due before, so that a goal is looked at once more
        world.time().advanceTo(next.isAfter(end) ? end.plusSeconds(1) : next.isAfter(soon) ? next : soon);
        return true;
    }

    /**
     * Looks at certificates without touching the process.
     *
     * @return a manager of its own, at whose edge nothing goes wrong
     */
    public CertificateManager observer() {
        return observer;
    }
}
