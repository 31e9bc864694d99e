package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.CertificateManagerBuilder;
import dev.acm.event.Caller;
import dev.acm.memory.InMemoryRecordStore;
import dev.acm.spi.AuditLog;
import dev.acm.spi.CaaPolicy;
import dev.acm.spi.CertificateAuthority;
import dev.acm.spi.DeploymentTarget;
import dev.acm.spi.DomainValidator;
import dev.acm.spi.KeyVault;
import dev.acm.spi.RecordStore;
import dev.acm.testkit.MutableTime;
import dev.acm.testkit.QuickAuthority;
import dev.acm.testkit.QuickVault;
import dev.acm.testkit.ScriptedCaaPolicy;
import dev.acm.testkit.ScriptedValidator;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Everything around managers, driven by one seed: true time, a store, an authority, domains, a server to deploy to, and
 * processes whose clocks are wrong, that die, and whose calls go wrong. A {@link Watch} notes what may never be.
 *
 * <pre>{@code
 * SimulatedWorld world = new SimulatedWorld(42, Instant.parse("2026-01-01T00:00:00Z"));
 * SimulatedProcess one = world.start("one", Weather.calm(), (w, process) -> w.standard(process).build());
 * one.manager().request(CertificateRequest.builder("shop.example.test").build());
 * one.manager().runDue(100);
 * assertThat(world.watch().faults()).isEmpty();
 * }</pre>
 *
 * <p>A host runs its own configuration in it by changing what {@link #standard} builds, or by building a manager of its own
 * over {@link SimulatedProcess#around} of its ports. All is on the thread of the caller. Not thread-safe.
 */
public final class SimulatedWorld {
    /** The target that all managers deploy to. */
    public static final String TARGET = "server";

    /** On whose behalf calls are made by default. */
    public static final Caller CALLER = new Caller("123456789012", "simulation", "192.0.2.1");

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(30 * 365L);

    private final Chance chance;
    private final MutableTime time;
    private final RecordStore store;
    private final QuickAuthority authority;
    private final QuickVault vault;
    private final ScriptedValidator validator;
    private final ScriptedCaaPolicy caaPolicy;
    private final Watch watch;
    private final SimulatedTarget target;

    /**
     * Makes a world with a store in memory.
     *
     * @param seed what all chance in it follows from
     * @param start when it begins
     */
    public SimulatedWorld(long seed, Instant start) {
        this(seed, start, new InMemoryRecordStore());
    }

    /**
     * Makes a world.
     *
     * @param seed what all chance in it follows from
     * @param start when it begins
     * @param store where managers keep their state; it lives on when they die, and itself does not fail
     */
    public SimulatedWorld(long seed, Instant start, RecordStore store) {
        this.chance = new Chance(seed);
        this.time = new MutableTime(start);
        this.authority = QuickAuthority.create(time, start.minus(Duration.ofDays(1)), start.plus(AUTHORITY_LIFE));
        this.watch = new Watch(time, Objects.requireNonNull(store, "store"), authority);
        this.store = watch.over(store);
        this.vault = new QuickVault(chance.fork("keys").asSecureRandom());
        this.validator = new ScriptedValidator(time).proveAll();
        this.caaPolicy = new ScriptedCaaPolicy(time);
        this.target = new SimulatedTarget(TARGET, watch);
    }

    /**
     * Starts a process.
     *
     * @param name its name
     * @param weather what goes wrong at its edge
     * @param program builds its manager, at each start anew
     * @return the process
     */
    public SimulatedProcess start(
            String name, Weather weather, BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program) {
        return start(name, weather, crossing -> {}, program);
    }

    /**
     * Starts a process, and looks on.
     *
     * @param name its name
     * @param weather what goes wrong at its edge
     * @param witness told of each call that leaves it, before it is made
     * @param program builds its manager, at each start anew
     * @return the process
     */
    public SimulatedProcess start(
            String name,
            Weather weather,
            Consumer<Crossing> witness,
            BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program) {
        return new SimulatedProcess(name, time, weather, witness, process -> program.apply(this, process));
    }

    /**
     * A manager over everything of this world, each port behind the edge of the process.
     *
     * @param process the process it is to live in
     * @return a builder, for changes of the host's
     */
    public CertificateManagerBuilder standard(SimulatedProcess process) {
        return over(process, store);
    }

    /**
     * The same over another store: one that stands between the manager and the {@link #store} of this world, for example.
     *
     * @param process the process it is to live in
     * @param other where the manager keeps its state
     * @return a builder, for changes of the host's
     */
    public CertificateManagerBuilder over(SimulatedProcess process, RecordStore other) {
        return CertificateManager.builder(process.around(RecordStore.class, other), process.clock())
                .authority(process.around(CertificateAuthority.class, authority))
                .validator(process.around(DomainValidator.class, validator))
                .caaPolicy(process.around(CaaPolicy.class, caaPolicy))
                .vault(process.around(KeyVault.class, vault))
                .target(process.around(DeploymentTarget.class, target))
                .auditLog(process.around(AuditLog.class, watch.auditLog()))
                .random(chance.fork(process.name() + process.restarts()).asSecureRandom())
                .defaultCaller(CALLER);
    }

    /**
     * Chance that follows from the seed.
     *
     * @return the row of draws of the world itself
     */
    public Chance chance() {
        return chance;
    }

    /**
     * True time, which no process knows exactly.
     *
     * @return the clock; moved by whoever runs the simulation
     */
    public MutableTime time() {
        return time;
    }

    /**
     * The store without weather.
     *
     * @return what all processes share
     */
    public RecordStore store() {
        return store;
    }

    /**
     * The authority without weather.
     *
     * @return what all processes share
     */
    public QuickAuthority authority() {
        return authority;
    }

    /**
     * The vault without weather.
     *
     * @return what all processes share
     */
    public QuickVault vault() {
        return vault;
    }

    /**
     * What proves names; all are proven until told otherwise.
     *
     * @return what all processes share
     */
    public ScriptedValidator validator() {
        return validator;
    }

    /**
     * What CAA says; all is permitted until told otherwise.
     *
     * @return what all processes share
     */
    public ScriptedCaaPolicy caaPolicy() {
        return caaPolicy;
    }

    /**
     * The server that managers deploy to.
     *
     * @return what all processes share
     */
    public SimulatedTarget target() {
        return target;
    }

    /**
     * Lets the audit log of all processes fail, or take entries again.
     *
     * @param down whether it fails from now on
     */
    public void auditLogDown(boolean down) {
        watch.auditLogDown(down);
    }

    /**
     * What notes what may never be.
     *
     * @return the watch over this world
     */
    public Watch watch() {
        return watch;
    }
}
