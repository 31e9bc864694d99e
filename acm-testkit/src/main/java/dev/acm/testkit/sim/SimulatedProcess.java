package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process with a manager in it: its ports stand behind a {@link Boundary}, its clock may be wrong, it dies and starts again. */
public final class SimulatedProcess {
    private final String name;
    private final InstantSource trueTime;
    private final Weather weather;
    private final Consumer<Crossing> witness;
    private final Function<SimulatedProcess, CertificateManager> program;
    private Duration skew = Duration.ZERO;
    private Boundary boundary;
    private CertificateManager manager;
    private int starts;

    SimulatedProcess(
            String name,
            InstantSource trueTime,
            Weather weather,
            Consumer<Crossing> witness,
            Function<SimulatedProcess, CertificateManager> program) {
        this.name = Objects.requireNonNull(name, "name");
        this.trueTime = trueTime;
        this.weather = weather;
        this.witness = witness;
        this.program = program;
        this.boundary = new Boundary(0, weather, witness);
        this.manager = program.apply(this);
    }

    /** Starts it again, as after its death: a new manager over what was stored. */
    public void restart() {
        boundary.kill();
        boundary = new Boundary(boundary.crossings(), weather, witness);
        starts++;
        manager = program.apply(this);
    }

    /**
     * Puts a port behind the edge of this life of the process.
     *
     * @param port the port's interface
     * @param behind what is called
     * @param <T> the port's type
     * @return what to hand to the manager
     */
    public <T> T around(Class<T> port, T behind) {
        return boundary.around(port, behind);
    }

    /**
     * The manager of the present life.
     *
     * @return the manager
     */
    public CertificateManager manager() {
        return manager;
    }

    /**
     * Its name.
     *
     * @return as given
     */
    public String name() {
        return name;
    }

    /**
     * How often it was started again.
     *
     * @return 0 and up
     */
    public int restarts() {
        return starts;
    }

    /**
     * How many calls left it, in all its lives.
     *
     * @return 0 and up
     */
    public int crossings() {
        return boundary.crossings();
    }

    /**
     * Sets its clock wrong; setting it less ahead than before is a step back.
     *
     * @param ahead how far it is ahead; negative if behind
     */
    public void skew(Duration ahead) {
        this.skew = Objects.requireNonNull(ahead, "ahead");
    }

    /**
     * How far its clock is ahead.
     *
     * @return negative if behind
     */
    public Duration skew() {
        return skew;
    }

    /**
     * Its clock.
     *
     * @return true time and skew
     */
    public InstantSource clock() {
        return this::now;
    }

    private Instant now() {
        return trueTime.instant().plus(skew);
    }
}
