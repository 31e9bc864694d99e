package dev.acm;

import dev.acm.lifecycle.Action;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only loop: decide, store the intent, perform, apply, store, until the certificate sleeps. All certificates of a run
 * are on their way at once, each at its own pace, so that those waiting for DNS wait together and a slow one holds up no
 * other. One that a port does not answer for is left behind: a later run applies the answer if it still comes.
 */
final class Run {
    private static final Logger log = LoggerFactory.getLogger(Run.class);

    /** No workflow has so many steps. */
    private static final int MOST_STEPS = 200;

    /** How often the host's clock is looked at while nothing is answered, in milliseconds. */
    private static final long LOOK_EVERY = 50;

    /** So many looks in a row without any answer are waited for at most, which is half a minute. */
    private static final int MOST_LOOKS = 600;

    /** More answers than these are not waited for any longer: the authority is asked for what it signed. */
    private static final int MOST_LEFT_BEHIND = 1000;

    private final Ports ports;
    private final Lifecycle lifecycle;
    private final SubmissionGate gate;
    private final Setbacks setbacks;
    private final Queue<Job> leftBehind;
    private final BooleanSupplier goOn;
    private final List<RunReport.Step> steps = new ArrayList<>();
    private final BlockingQueue<Job> answered = new LinkedBlockingQueue<>();
    private final Set<Job> waiting = new LinkedHashSet<>();
    private final List<Wanting> wantTurn = new ArrayList<>();
    /** Attempts that took a turn at the authority in this run, and are not under way any more. */
    private final Set<String> asked = new HashSet<>();

    Run(
            Ports ports,
            Lifecycle lifecycle,
            SubmissionGate gate,
            Setbacks setbacks,
            Queue<Job> leftBehind,
            BooleanSupplier goOn) {
        this.ports = ports;
        this.lifecycle = lifecycle;
        this.gate = gate;
        this.setbacks = setbacks;
        this.leftBehind = leftBehind;
        this.goOn = goOn;
    }

    /** Takes on a job whose action was answered since an earlier run. */
    void add(Job job) {
        waiting.add(job);
        answered.add(job);
    }

    /** Takes on a job that was just read. */
    void begin(Job job) {
        advance(job);
    }

    /** Goes on until each job sleeps, was taken over by somebody else, or was left behind. */
    List<RunReport.Step> toItsEnd() {
        boolean somethingNew = true;
        while (true) {
            Job next = answered.poll();
            if (next != null) {
                finish(next);
                somethingNew = true;
            } else if (somethingNew && !wantTurn.isEmpty()) {
                takeTurns();
                somethingNew = false;
            } else if (waiting.isEmpty()) {
                giveTurnsBack();
                return steps;
            } else {
                awaitAnswer();
                somethingNew = true;
            }
        }
    }

    private void finish(Job job) {
        if (!waiting.remove(job)) {
            return; // it was left behind before, and the answer is a later run's
        }
        job.submission().ifPresent(asked::add);
        if (job.finish(steps)) {
            advance(job);
        }
    }

    // the store's trouble with one record must not hold the others up; it is left alone for a while
    private void guarded(Job job, Instant now, Step step) {
        try {
            step.take();
        } catch (StoreException e) {
            log.warn("store failed certificate={}", job.record().arn(), e);
            steps.add(new RunReport.Step(job.record().arn(), "Store", "StoreFailed"));
            setbacks.add(job.key(), now);
        } catch (RuntimeException e) {
            job.defect(e, steps);
        }
    }

    private interface Step {
        void take() throws StoreException;
    }

    private void advance(Job job) {
        Instant now = ports.time().instant();
        guarded(job, now, () -> advance(job, now));
    }

    /** Takes a job as far as it goes without waiting. */
    private void advance(Job job, Instant now) throws StoreException {
        while (true) {
            Action action = lifecycle.decide(job.record(), now);
            if (action instanceof Action.Rest || action instanceof Action.SleepUntil) {
                job.commitSleep(action);
                setbacks.clear(job.key());
                return;
            } else if (!goOn.getAsBoolean()) {
                job.commitSleep(new Action.SleepUntil(now));
                return;
            } else if (job.countStep() > MOST_STEPS) {
                job.tooManySteps(action, now);
                return;
            } else if (action instanceof Action.Settle settle) {
                job.apply(action, settle.outcome(), now, steps);
            } else if (action instanceof Action.Remove) {
                job.remove();
                return;
            } else if (action instanceof Action.Submit submit && gate.isLimited()) {
                wantTurn.add(new Wanting(job, submit));
                return;
            } else {
                start(job, action, now);
                return;
            }
        }
    }

    private void start(Job job, Action action, Instant now) throws StoreException {
        if (job.commitIntent(action, now)) {
            waiting.add(job);
            job.start(action, now, answered::add);
        }
    }

    private record Wanting(Job job, Action.Submit submit) {
        String attempt() {
            return submit.attempt().id().value();
        }
    }

    /** Lets jobs ask the authority as far as its limit allows. The others sleep, or wait for one of this run that asks. */
    private void takeTurns() {
        Instant now = ports.time().instant();
        List<Wanting> all = List.copyOf(wantTurn);
        wantTurn.clear();
        if (!goOn.getAsBoolean()) {
            all.forEach(one -> advance(one.job()));
            return;
        }
        SubmissionLog.Grant grant;
        try {
            grant = gate.take(all.stream().map(Wanting::attempt).toList(), asked, now);
            asked.clear();
        } catch (StoreException e) {
            log.warn("store failed, so nobody asks the authority", e);
            all.forEach(one -> setbacks.add(one.job().key(), now));
            return;
        }
        boolean comesFree = grant.isFull()
                && waiting.stream().anyMatch(job -> job.submission().isPresent());
        int denied = 0;
        for (Wanting one : all) {
            Job job = one.job();
            if (grant.attempts().contains(one.attempt())) {
                guarded(job, now, () -> start(job, one.submit(), now));
                if (!waiting.contains(job)) {
                    asked.add(one.attempt());
                }
            } else if (comesFree) {
                wantTurn.add(one);
            } else {
                Instant turn = grant.nextTurns().get(denied++);
                guarded(job, now, () -> {
                    job.apply(one.submit(), gate.denied(turn), now, steps);
                    advance(job, now);
                });
            }
        }
    }

    private void giveTurnsBack() {
        if (!asked.isEmpty() && gate.isLimited()) {
            try {
                gate.take(List.of(), asked, ports.time().instant());
            } catch (StoreException e) {
                log.debug("turns are not given back, and end by themselves", e);
            }
        }
    }

    private void awaitAnswer() {
        try {
            for (int looks = 1; ; looks++) {
                Job next = answered.poll(LOOK_EVERY, TimeUnit.MILLISECONDS);
                if (next != null) {
                    finish(next);
                    return;
                }
                boolean silent = looks >= MOST_LOOKS;
                if (leaveBehind(job -> silent || job.isOverdue(ports.time().instant()))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            leaveBehind(job -> true);
            Thread.currentThread().interrupt();
        }
    }

    private boolean leaveBehind(Predicate<Job> which) {
        List<Job> slow = waiting.stream().filter(which).toList();
        for (Job job : slow) {
            waiting.remove(job);
            setbacks.add(job.key(), ports.time().instant());
            steps.add(job.leftBehind());
            if (leftBehind.size() >= MOST_LEFT_BEHIND) {
                leftBehind.poll();
            }
            leftBehind.add(job);
        }
        return !slow.isEmpty();
    }
}
