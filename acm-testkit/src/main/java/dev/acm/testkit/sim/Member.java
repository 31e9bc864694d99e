package dev.acm.testkit.sim;

import dev.acm.CertificateManager;
import dev.acm.RunReport;
import dev.acm.error.PortFailedException;
import dev.acm.testkit.Crash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** One manager of the fleet with its scheduler: it wakes when something is due by its own clock, and at least now and then. */
final class Member {
    private static final int AT_ONCE = 100;
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofHours(6);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration RESTART = Duration.ofMinutes(2);

    private final SimulatedProcess process;
    private final InstantSource trueTime;
    private final FleetLog log;
    private boolean awake;

    Member(SimulatedProcess process, InstantSource trueTime, FleetLog log) {
        this.process = process;
        this.trueTime = trueTime;
        this.log = log;
    }

    SimulatedProcess process() {
        return process;
    }

    /** Whether it is inside a run, and another one is looked at meanwhile. */
    boolean isAwake() {
        return awake;
    }

    /** Runs what is due, and returns when to wake next, by true time. */
    Instant run() {
        Instant now = trueTime.instant();
        awake = true;
        try {
            RunReport report = process.manager().runDue(AT_ONCE);
            report.steps().forEach(step -> log.step(now, process.name(), step));
            Instant next = report.nextRun().map(at -> at.minus(process.skew())).orElse(now.plus(LATEST));
            return clamp(now, next);
        } catch (PortFailedException e) {
            log.note(now, process.name(), "store failed");
            return now.plus(AFTER_FAILURE);
        } catch (Crash e) {
            die();
            return now.plus(RESTART);
        } finally {
            awake = false;
        }
    }

    private static Instant clamp(Instant now, Instant next) {
        Instant soonest = now.plus(SOONEST);
        Instant latest = now.plus(LATEST);
        return next.isBefore(soonest) ? soonest : next.isAfter(latest) ? latest : next;
    }

    private void die() {
        log.crash(trueTime.instant(), process.name());
        process.restart();
    }

    /** Makes a call of a caller; false if it has to be made again. */
    boolean call(Consumer<CertificateManager> call) {
        try {
            call.accept(process.manager());
            return true;
        } catch (PortFailedException e) {
            return false;
        } catch (Crash e) {
            die();
            return false;
        }
    }
}
