package dev.acm;

import dev.acm.certificate.CertificateArn;
import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.PortFailedException;
import dev.acm.error.PortMissingException;
import dev.acm.internal.Checks;
import dev.acm.lifecycle.Action;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Claim;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.lifecycle.Outcome;
import dev.acm.lifecycle.RecordCodec;
import dev.acm.lifecycle.Signed;
import dev.acm.lifecycle.Transitions;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only loop: decide, store the intent, perform, apply, store, until the certificate sleeps. All certificates of a run
 * take their steps side by side, so that those waiting for DNS wait together.
 */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final int PAGE = 100;
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

    /** No workflow has so many steps; a record that takes them has met a defect, and must not hold the others up. */
    private static final int MOST_STEPS = 200;

    /** So much of a port's message is kept. */
    private static final int MESSAGE = 500;

    private static final Duration PASSED_OVER = Duration.ofMinutes(1);
    private static final Duration AFTER_DEFECT = Duration.ofMinutes(30);

    private final AtomicLong runs = new AtomicLong();
    private final Ports ports;
    private final Records records;
    private final Lifecycle lifecycle;
    private final Performer performer;

    Worker(Ports ports, Records records, Lifecycle lifecycle, Performer performer) {
        this.ports = ports;
        this.records = records;
        this.lifecycle = lifecycle;
        this.performer = performer;
    }

    private List<RunReport.Step> run(int limit, Set<RecordKey> passedOver) throws StoreException {
        List<RunReport.Step> steps = new ArrayList<>();
        List<Job> jobs = due(limit, passedOver);
        while (!jobs.isEmpty()) {
            List<Job> busy = new ArrayList<>();
            for (Job job : jobs) {
                if (advances(job, ports.time().instant(), steps)) {
                    busy.add(job);
                }
            }
            busy.removeIf(job -> !job.finish(steps));
            jobs = busy;
        }
        return steps;
    }

    private List<Job> due(int limit, Set<RecordKey> passedOver) throws StoreException {
        Instant now = ports.time().instant();
        // each run claims under a name of its own, so that two runs of one manager keep out of each other's way too
        String owner = ports.owner() + "-" + runs.incrementAndGet();
        List<Job> jobs = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = ports.store().due(Records.CERTIFICATES, now, cursor, Math.min(PAGE, limit));
            for (StoredRecord stored : page.records()) {
                if (jobs.size() < limit) {
                    read(stored, now, owner).ifPresentOrElse(jobs::add, () -> passedOver.add(stored.key()));
                }
            }
            cursor = page.next();
        } while (cursor.isPresent() && jobs.size() < limit);
        return jobs;
    }

    // the index may lag, so the record itself is read again (S2)
    private Optional<Job> read(StoredRecord indexed, Instant now, String owner) {
        try {
            return records.find(indexed.key())
                    .filter(loaded ->
                            loaded.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                    .filter(loaded -> loaded.record()
                            .claim()
                            .filter(claim -> claim.excludes(owner, now))
                            .isEmpty())
                    .map(loaded -> new Job(loaded, owner));
        } catch (IllegalArgumentException e) {
            log.error("unreadable record key={}", indexed.key(), e);
        } catch (StoreException e) {
            log.warn("store failed key={}", indexed.key(), e);
        }
        return Optional.empty();
    }

    // the store's trouble with one record must not hold the others up; the record is still due
    private boolean advances(Job job, Instant now, List<RunReport.Step> steps) {
        try {
            return advance(job, now, steps);
        } catch (StoreException e) {
            log.warn("store failed certificate={}", job.record.arn(), e);
            steps.add(new RunReport.Step(job.record.arn(), "Store", "StoreFailed"));
            return false;
        } catch (RuntimeException e) {
            return job.defect(e, steps);
        }
    }

    /** Takes a job as far as it goes without waiting; false once it sleeps, or somebody else took it over. */
    private boolean advance(Job job, Instant now, List<RunReport.Step> steps) throws StoreException {
        while (job.taken++ < MOST_STEPS) {
            Action action = lifecycle.decide(job.record, now);
            if (action instanceof Action.Settle settle) {
                job.apply(action, settle.outcome(), now, steps);
            } else if (action instanceof Action.Rest || action instanceof Action.SleepUntil) {
                commitSleep(job, action);
                return false;
            } else if (action instanceof Action.Remove) {
                records.delete(Records.key(job.record.arn()), job.loaded.version());
                return false;
            } else {
                if (!commitIntent(job, action, now)) {
                    return false;
                }
                job.start(action, now);
                return true;
            }
        }
        log.error("too many steps certificate={} next={}", job.record.arn(), lifecycle.decide(job.record, now));
        job.dirty = true;
        commitSleep(job, new Action.SleepUntil(now.plus(Duration.ofHours(1))));
        return false;
    }

    private boolean commitIntent(Job job, Action action, Instant now) throws StoreException {
        boolean claimed = job.loaded.record().claim().isPresent();
        if (claimed && !Performer.leavesTheProcess(action)) {
            return true;
        }
        Claim claim = new Claim(job.owner, now.plus(CLAIM));
        return commit(job, Transitions.intend(job.record, action, claim, now), Optional.of(now));
    }

    private void commitSleep(Job job, Action action) throws StoreException {
        Optional<Instant> dueAt = RecordCodec.dueAt(action, ports.time().instant());
        boolean claimed = job.loaded.record().claim().isPresent();
        if (job.dirty || claimed || !dueAt.equals(job.loaded.dueAt())) {
            commit(job, Transitions.release(job.record), dueAt);
        }
    }

    private boolean commit(Job job, CertificateRecord record, Optional<Instant> dueAt) throws StoreException {
        Optional<Records.Loaded> written = records.update(job.loaded, record, dueAt);
        if (written.isEmpty()) {
            log.debug("overtaken certificate={}", record.arn());
            job.keepSigned();
            return false;
        }
        job.signed = Optional.empty();
        job.loaded = written.get();
        job.record = record;
        job.dirty = false;
        return true;
    }

    // what this run passed over is somebody else's, or cannot be read: it is looked at again in a while, not at once
    private Optional<Instant> nextRun(Set<RecordKey> passedOver) throws StoreException {
        Optional<Instant> other =
                ports.store().due(Records.CERTIFICATES, FAR, Optional.empty(), passedOver.size() + 1).records().stream()
                        .filter(stored -> !passedOver.contains(stored.key()))
                        .findFirst()
                        .flatMap(StoredRecord::dueAt);
        Instant again = ports.time().instant().plus(PASSED_OVER);
        return passedOver.isEmpty() || other.filter(at -> at.isBefore(again)).isPresent() ? other : Optional.of(again);
    }

    /** One certificate on its way through a run. */
    private final class Job {
        private Records.Loaded loaded;
        private CertificateRecord record;
        private boolean dirty;
        private int taken;
        private Action action = new Action.Rest();
        private CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final String owner;
        /** What the authority signed and the store does not know yet. */
        private Optional<Signed> signed = Optional.empty();

        Job(Records.Loaded loaded, String owner) {
            this.loaded = loaded;
            this.record = loaded.record();
            this.owner = owner;
        }

        void start(Action next, Instant now) {
            action = next;
            try {
                outcome = performer.perform(record, next, now).toCompletableFuture();
            } catch (PortMissingException e) {
                outcome = CompletableFuture.completedFuture(broken(next, e));
            } catch (RuntimeException e) {
                outcome = CompletableFuture.failedFuture(e);
            }
        }

        /** Applies what came of the action; false if that met a defect. */
        boolean finish(List<RunReport.Step> steps) {
            Outcome result;
            try {
                result = outcome.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                log.error("port broke its contract certificate={} action={}", record.arn(), action, e);
                result = broken(action, e);
            }
            try {
                signed = Signed.of(record, result).or(() -> signed);
                apply(action, result, ports.time().instant(), steps);
                return true;
            } catch (RuntimeException e) {
                keepSigned();
                return defect(e, steps);
            }
        }

        /** A defect of ours, or a port's values that no transition takes: this record rests, the others go on. */
        boolean defect(RuntimeException e, List<RunReport.Step> steps) {
            log.error("defect certificate={} action={}", record.arn(), action, e);
            steps.add(new RunReport.Step(record.arn(), action.getClass().getSimpleName(), "Defect"));
            try {
                records.update(
                        loaded,
                        Transitions.release(loaded.record()),
                        Optional.of(ports.time().instant().plus(AFTER_DEFECT)));
            } catch (StoreException store) {
                log.warn("store failed certificate={}", record.arn(), store);
            }
            return false;
        }

        /** The record went on without what the authority signed, so what was signed is revoked. */
        void keepSigned() {
            Optional<Signed> lost = signed;
            signed = Optional.empty();
            lost.ifPresent(chain ->
                    records.keepSigned(record.arn(), chain, ports.time().instant()));
        }

        void apply(Action done, Outcome result, Instant now, List<RunReport.Step> steps) {
            CertificateArn arn = record.arn();
            record = Transitions.apply(record, done, result, now);
            dirty = true;
            steps.add(new RunReport.Step(
                    arn, done.getClass().getSimpleName(), result.getClass().getSimpleName()));
        }

        // whether it happened is not known of a port that broke, so an authority is asked before anything is repeated
        private Outcome broken(Action failed, RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Outcome.Stalled(
                    Diagnosis.builder(
                                    "PORT_BROKE",
                                    Checks.shorten(failed.getClass().getSimpleName() + " failed: " + cause, MESSAGE))
                            .actor(Actor.HOST)
                            .remedy("See the application's log; it is tried again.")
                            .build(),
                    RetryClass.TRANSIENT,
                    !(e instanceof PortMissingException));
        }
    }

    /** Runs, and turns a failure of the store into the caller's exception. */
    RunReport runDue(int limit) {
        try {
            Set<RecordKey> passedOver = new HashSet<>();
            List<RunReport.Step> steps = run(limit, passedOver);
            return new RunReport(steps, nextRun(passedOver));
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }
}
