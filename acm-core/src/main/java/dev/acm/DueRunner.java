package dev.acm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls {@link CertificateManager#runDue} again and again on a host's scheduler: when something is due, and at least once a
 * minute, since other managers and callers may have left something to do. A failure is logged and does not end it.
 *
 * <p>A convenience: a host may as well call {@code runDue} itself. Thread-safe; it runs on one thread at a time.
 */
public final class DueRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DueRunner.class);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final CertificateManager manager;
    private final ScheduledExecutorService scheduler;
    private final InstantSource time;
    private final int limit;
    private volatile boolean closed;

    private DueRunner(CertificateManager manager, ScheduledExecutorService scheduler, InstantSource time, int limit) {
        this.manager = manager;
        this.scheduler = scheduler;
        this.time = time;
        this.limit = limit;
    }

    /**
     * Starts at once, with at most 100 certificates a run.
     *
     * @param manager whose work is done
     * @param scheduler on whose threads; the host shuts it down
     * @return the runner; closing it ends the calls
     */
    public static DueRunner start(CertificateManager manager, ScheduledExecutorService scheduler) {
        DueRunner runner = new DueRunner(manager, scheduler, manager.time(), 100);
        runner.runAfter(Duration.ZERO);
        return runner;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // run() keeps its own failures
    private void runAfter(Duration delay) {
        try {
            scheduler.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.info("the scheduler takes no more runs");
        }
    }

    private void run() {
        Optional<Instant> next = Optional.empty();
        try {
            if (!closed) {
                next = manager.runDue(limit, () -> !closed).nextRun();
            }
        } catch (RuntimeException | Error e) {
            // the outermost loop: whatever failed, the next run must come
            log.error("run failed, next in {}", LONGEST, e);
        } finally {
            if (!closed) {
                runAfter(delayTo(next));
            }
        }
    }

    private Duration delayTo(Optional<Instant> next) {
        Duration delay = next.map(at -> Duration.between(time.instant(), at)).orElse(LONGEST);
        if (delay.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    /**
     * Ends the calls, without waiting: of one that is under way, each certificate ends the step it is in. The scheduler
     * stays as it is; a host that must know when the last step is over shuts it down and awaits its end.
     */
    @Override
    public void close() {
        closed = true;
    }
}
