package dev.acm;

import dev.acm.diagnosis.Actor;
import dev.acm.diagnosis.Diagnosis;
import dev.acm.error.PortMissingException;
import dev.acm.internal.Checks;
import dev.acm.lifecycle.Action;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Claim;
import dev.acm.lifecycle.Outcome;
import dev.acm.lifecycle.RecordCodec;
import dev.acm.lifecycle.Signed;
import dev.acm.lifecycle.Transitions;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RetryClass;
import dev.acm.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One certificate on its way through a run: what was read of it, what it became, and the action under way. */
final class Job {
    private static final Logger log = LoggerFactory.getLogger(Job.class);

    /** So much of a port's message is kept. */
    private static final int MESSAGE = 500;

    /** A port that takes longer is not waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration AFTER_DEFECT = Duration.ofMinutes(30);

    private final Ports ports;
    private final Records records;
    private final Performer performer;
    private final String owner;
    private final RecordKey key;
    private Records.Loaded loaded;
    private CertificateRecord record;
    private boolean dirty;
    private int taken;
    private Action action = new Action.Rest();
    private CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private Instant deadline = Instant.MAX;
    /** What the authority signed and the store does not know yet. */
    private Optional<Signed> signed = Optional.empty();
    /** A key that was made and that the store does not know yet. */
    private Optional<Outcome.KeyMade> made = Optional.empty();

    Job(Ports ports, Records records, Performer performer, String owner, Records.Loaded loaded) {
        this.ports = ports;
        this.records = records;
        this.performer = performer;
        this.owner = owner;
        this.loaded = loaded;
        this.record = loaded.record();
        this.key = Records.key(record.arn());
    }

    CertificateRecord record() {
        return record;
    }

    RecordKey key() {
        return key;
    }

    /** How many steps it has taken, this one included. */
    int countStep() {
        return ++taken;
    }

    boolean isAnswered() {
        return outcome.isDone();
    }

    boolean isOverdue(Instant now) {
        return !now.isBefore(deadline);
    }

    /** The attempt that is being asked for, if that is what the job waits for. */
    Optional<String> submission() {
        return action instanceof Action.Submit submit
                ? Optional.of(submit.attempt().id().value())
                : Optional.empty();
    }

    RunReport.Step leftBehind() {
        log.warn("not answered, left behind certificate={} action={}", record.arn(), action);
        return new RunReport.Step(record.arn(), action.getClass().getSimpleName(), "LeftBehind");
    }

    /** Stores what is about to be done, as far as that is needed; false if somebody else was there first. */
    boolean commitIntent(Action next, Instant now) throws StoreException {
        boolean claimed = loaded.record().claim().isPresent();
        if (claimed && !Performer.leavesTheProcess(next)) {
            return true;
        }
        Claim claim = new Claim(owner, now.plus(Claim.LENGTH));
        return commit(Transitions.intend(record, next, claim, now), Optional.of(now));
    }

    /** Lets it sleep, with nobody working on it. */
    void commitSleep(Action next) throws StoreException {
        Optional<Instant> dueAt = RecordCodec.dueAt(next, ports.time().instant());
        boolean claimed = loaded.record().claim().isPresent();
        if (dirty || claimed || !dueAt.equals(loaded.dueAt())) {
            commit(Transitions.release(record), dueAt);
        }
    }

    void remove() throws StoreException {
        records.delete(key(), loaded.version());
    }

    private boolean commit(CertificateRecord next, Optional<Instant> dueAt) throws StoreException {
        Optional<Records.Loaded> written = records.update(key, loaded, next, dueAt);
        if (written.isEmpty()) {
            log.debug("overtaken certificate={}", next.arn());
            keepSigned();
            made.ifPresent(unused -> performer.forget(record.arn(), attemptGeneration(), unused.key()));
            made = Optional.empty();
            return false;
        }
        signed = Optional.empty();
        made = Optional.empty();
        loaded = written.get();
        record = next;
        dirty = false;
        return true;
    }

    private long attemptGeneration() {
        return action instanceof Action.MakeKey make ? make.generation() : Describer.nextGeneration(record);
    }

    /** Begins an action; what comes of it is there at once or later, and told by the thread that has it. */
    void start(Action next, Instant now, Consumer<Job> answered) {
        action = next;
        deadline = now.plus(PATIENCE);
        try {
            outcome = performer.perform(record, next, now).toCompletableFuture();
        } catch (PortMissingException e) {
            outcome = CompletableFuture.completedFuture(broken(next, e));
        } catch (RuntimeException e) {
            outcome = CompletableFuture.failedFuture(e);
        }
        outcome = outcome.whenComplete((result, failure) -> answered.accept(this));
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
            made = result instanceof Outcome.KeyMade fresh ? Optional.of(fresh) : made;
            apply(action, result, ports.time().instant(), steps);
            return true;
        } catch (RuntimeException e) {
            keepSigned();
            return defect(e, steps);
        }
    }

    void apply(Action done, Outcome result, Instant now, List<RunReport.Step> steps) {
        record = Transitions.apply(record, done, result, now);
        dirty = true;
        steps.add(new RunReport.Step(
                record.arn(), done.getClass().getSimpleName(), result.getClass().getSimpleName()));
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

    /** More steps than any workflow has: it has met a defect, and must not hold the others up. */
    void tooManySteps(Action next, Instant now) throws StoreException {
        log.error("too many steps certificate={} next={}", record.arn(), next);
        dirty = true;
        commitSleep(new Action.SleepUntil(now.plus(Duration.ofHours(1))));
    }

    /** The record went on without what the authority signed, so what was signed is revoked. */
    private void keepSigned() {
        Optional<Signed> lost = signed;
        signed = Optional.empty();
        lost.ifPresent(
                chain -> records.keepSigned(record.arn(), chain, ports.time().instant()));
    }

    // whether it happened is not known of a port that broke, so an authority is asked before anything is repeated
    private static Outcome broken(Action failed, RuntimeException e) {
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
