package dev.acm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acm.event.AuditEntry;
import dev.acm.event.EventType;
import dev.acm.renewal.LifecyclePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes a record from action to action, as the manager's loop does, on a clock of its own. */
final class Walk {
    private static final int MOST_STEPS = 200;

    final Lifecycle lifecycle;
    final List<AuditEntry> delivered = new ArrayList<>();
    CertificateRecord record;
    Instant now = Samples.START;
    private int keys;

    Walk(LifecyclePolicy policy, CertificateRecord record) {
        this.lifecycle = new Lifecycle(policy);
        this.record = record;
    }

    static Walk of(String... names) {
        return new Walk(LifecyclePolicy.acm(), Samples.requested(names));
    }

    /** One that was issued and is served by a target. */
    static Walk inUse(LifecyclePolicy policy, String... names) {
        Walk walk = new Walk(policy, Wishes.associate(Samples.requested(names), "edge", Samples.CALLER, Samples.START));
        walk.run();
        return walk;
    }

    static Walk inUse(String... names) {
        return inUse(LifecyclePolicy.acm(), names);
    }

    /** The next action that somebody must carry out; events are handed over and the record settled on the way. */
    Action next() {
        for (int i = 0; i < MOST_STEPS; i++) {
            Action action = lifecycle.decide(record, now);
            if (action instanceof Action.Settle settle) {
                record = Transitions.apply(record, action, settle.outcome(), now);
            } else if (action instanceof Action.Deliver) {
                delivered.addAll(record.outbox());
                record = Transitions.apply(record, action, new Outcome.Delivered(record.lastSequence()), now);
            } else {
                return action;
            }
        }
        throw new AssertionError("it does not come to rest: " + lifecycle.decide(record, now));
    }

    <T extends Action> T next(Class<T> type) {
        Action action = next();
        assertThat(action).isInstanceOf(type);
        return type.cast(action);
    }

    /** Carries the next action out with this outcome, its intent stored before. */
    Walk take(Outcome outcome) {
        Action action = next();
        intend(action);
        record = Transitions.apply(record, action, outcome, now);
        return this;
    }

    /** Stores the intent of the next action, and stops there, as a crash would. */
    Action intend() {
        Action action = next();
        intend(action);
        return action;
    }

    private void intend(Action action) {
        record = Transitions.intend(record, action, new Claim("one", now.plus(Duration.ofMinutes(5))), now);
    }

    Walk wish(UnaryOperator<CertificateRecord> wish) {
        record = wish.apply(record);
        return this;
    }

    Walk observeProven() {
        return take(Samples.proven(next(Action.Observe.class), now));
    }

    Walk caaPermitted() {
        next(Action.CheckCaa.class);
        return take(new Outcome.CaaPermitted(List.of()));
    }

    Walk makeKey() {
        next(Action.MakeKey.class);
        return take(Samples.keyMade(++keys));
    }

    /** Goes to where the signature is asked for. */
    Action.Submit toSubmit() {
        if (next() instanceof Action.Observe) {
            observeProven();
        }
        if (next() instanceof Action.MakeKey) {
            makeKey();
        }
        if (next() instanceof Action.CheckCaa) {
            caaPermitted();
        }
        return next(Action.Submit.class);
    }

    Walk issue() {
        Action.Submit submit = toSubmit();
        return take(Samples.issued(submit.attempt(), now));
    }

    /** All goes well until it sleeps or rests. */
    Action run() {
        for (int i = 0; i < MOST_STEPS; i++) {
            Action action = next();
            if (action instanceof Action.SleepUntil
                    || action instanceof Action.Rest
                    || action instanceof Action.Remove) {
                return action;
            } else if (action instanceof Action.Observe observe) {
                take(Samples.proven(observe, now));
            } else if (action instanceof Action.MakeKey) {
                makeKey();
            } else if (action instanceof Action.CheckCaa) {
                caaPermitted();
            } else if (action instanceof Action.Submit submit) {
                take(Samples.issued(submit.attempt(), now));
            } else if (action instanceof Action.Deploy) {
                take(new Outcome.Deployed());
            } else if (action instanceof Action.Withdraw) {
                take(new Outcome.Withdrawn());
            } else if (action instanceof Action.Revoke) {
                take(new Outcome.Revoked());
            } else if (action instanceof Action.DestroyKey) {
                take(new Outcome.KeyDestroyed());
            } else {
                throw new AssertionError("nobody knows how to go on with " + action);
            }
        }
        throw new AssertionError("it does not come to rest");
    }

    /** Sleeps as long as it wants to. */
    Walk sleep() {
        now = next(Action.SleepUntil.class).at();
        return this;
    }

    Walk at(Instant time) {
        now = time;
        return this;
    }

    Walk after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Attempt attempt() {
        return record.attempt().orElseThrow();
    }

    Generation current() {
        return record.current().orElseThrow();
    }

    /** All events so far, handed over or not. */
    List<EventType> events() {
        List<AuditEntry> all = new ArrayList<>(delivered);
        all.addAll(record.outbox());
        return all.stream().map(entry -> entry.event().type()).toList();
    }

    List<String> details(EventType type, String name) {
        List<AuditEntry> all = new ArrayList<>(delivered);
        all.addAll(record.outbox());
        return all.stream()
                .filter(entry -> entry.event().type() == type)
                .map(entry -> entry.event().details().getOrDefault(name, ""))
                .toList();
    }
}
