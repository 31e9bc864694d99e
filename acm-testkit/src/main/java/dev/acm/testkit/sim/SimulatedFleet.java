package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.renewal.LifecyclePolicy;
import dev.acm.renewal.ValiditySchedule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Years of a fleet in seconds: several managers on one store keep many certificates, while store, authority and server fail,
 * processes die in the middle of a step, clocks are up to ten minutes wrong and step back, the authority refuses for days and
 * once wants many certificates replaced, and owners take their records away. One seed gives one course.
 *
 * <pre>{@code
 * SimulatedFleet.Report report = SimulatedFleet.ofSeed(1).certificates(1000).years(10).run();
 * assertThat(report.faults()).isEmpty();
 * }</pre>
 *
 * <p>What is looked for: a certificate that expired although it could have been renewed, more submissions than the authority
 * takes in an hour, and everything that {@link Watch} notes. Not thread-safe.
 */
public final class SimulatedFleet {
    private final long seed;
    private int certificates = 1000;
    private int managers = 3;
    private int years = 10;
    private int submissionsAnHour = 50;
    private boolean limitTold = true;
    private boolean renewalHints;
    private int replacedOneIn = 3;
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program = SimulatedFleet::usual;

    private SimulatedFleet(long seed) {
        this.seed = seed;
    }

    /**
     * Begins.
     *
     * @param seed what all chance follows from
     * @return a fleet with the defaults
     */
    public static SimulatedFleet ofSeed(long seed) {
        return new SimulatedFleet(seed);
    }

    private static CertificateManager usual(SimulatedWorld world, SimulatedProcess process) {
        return world.standard(process)
                .lifecyclePolicy(LifecyclePolicy.builder()
                        .validity(ValiditySchedule.cabForum())
                        .build())
                .build();
    }

    /**
     * Sets how many certificates there are. Every second one is asked for with 13 months, the others without a validity, so
     * that they get the managers' default.
     *
     * @param newCertificates 1 and up; 1000 by default
     * @return this fleet
     */
    public SimulatedFleet certificates(int newCertificates) {
        this.certificates = newCertificates;
        return this;
    }

    /**
     * Sets how many managers share the store.
     *
     * @param newManagers 1 and up; 3 by default
     * @return this fleet
     */
    public SimulatedFleet managers(int newManagers) {
        this.managers = newManagers;
        return this;
    }

    /**
     * Sets how many years pass.
     *
     * @param newYears 1 to 20; 10 by default
     * @return this fleet
     */
    public SimulatedFleet years(int newYears) {
        this.years = newYears;
        return this;
    }

    /**
     * Sets when it begins.
     *
     * @param newStart 2026-01-01 by default
     * @return this fleet
     */
    public SimulatedFleet start(Instant newStart) {
        this.start = Objects.requireNonNull(newStart, "newStart");
        return this;
    }

    /**
     * Sets how many submissions the authority takes within an hour.
     *
     * @param newSubmissionsAnHour 1 and up; 50 by default
     * @return this fleet
     */
    public SimulatedFleet submissionsAnHour(int newSubmissionsAnHour) {
        this.submissionsAnHour = newSubmissionsAnHour;
        return this;
    }

    /**
     * Sets whether the authority says how many it takes; managers keep to it only if they know.
     *
     * @param newLimitTold true by default
     * @return this fleet
     */
    public SimulatedFleet limitTold(boolean newLimitTold) {
        this.limitTold = newLimitTold;
        return this;
    }

    /**
     * Sets whether the authority itself tells managers which certificates it wants replaced (RFC 9773), or an operator asks for
     * each by hand. Managers then ask about each certificate daily, which makes long simulations slow.
     *
     * @param newRenewalHints false by default
     * @return this fleet
     */
    public SimulatedFleet renewalHints(boolean newRenewalHints) {
        this.renewalHints = newRenewalHints;
        return this;
    }

    /**
     * Sets how many certificates the authority once wants replaced, all within the same five days.
     *
     * @param newReplacedOneIn 1 for all of them; a third by default
     * @return this fleet
     */
    public SimulatedFleet replacedOneIn(int newReplacedOneIn) {
        this.replacedOneIn = newReplacedOneIn;
        return this;
    }

    /**
     * Sets how each manager is built: a host's own configuration.
     *
     * @param newProgram called at each start of a process; by default {@link SimulatedWorld#standard} with the dated
     *     schedule of validities
     * @return this fleet
     */
    public SimulatedFleet program(BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> newProgram) {
        this.program = Objects.requireNonNull(newProgram, "newProgram");
        return this;
    }

    /**
     * Lets the years pass.
     *
     * @return what became of the fleet
     */
    public Report run() {
        return new Years(this).pass();
    }

    long seed() {
        return seed;
    }

    int certificates() {
        return certificates;
    }

    int managers() {
        return managers;
    }

    int years() {
        return years;
    }

    int submissionsAnHour() {
        return submissionsAnHour;
    }

    boolean isLimitTold() {
        return limitTold;
    }

    int replacedOneIn() {
        return replacedOneIn;
    }

    boolean givesRenewalHints() {
        return renewalHints;
    }

    Instant start() {
        return start;
    }

    BiFunction<SimulatedWorld, SimulatedProcess, CertificateManager> program() {
        return program;
    }

    /**
     * What became of a fleet.
     *
     * @param seed the seed
     * @param steps how many steps the managers reported
     * @param signatures how many certificates were signed
     * @param crashes how often a process died
     * @param expired how many certificates expired because they could not be renewed
     * @param mostSubmissionsInAnHour the most that came to the authority within an hour
     * @param log a hash over all that happened
     * @param faults what may not be; empty if all went well
     */
    public record Report(
            long seed,
            long steps,
            long signatures,
            long crashes,
            long expired,
            int mostSubmissionsInAnHour,
            String log,
            List<String> faults) {
        /** Copies the list. */
        public Report {
            Objects.requireNonNull(log, "log");
            faults = List.copyOf(faults);
        }
    }
}
