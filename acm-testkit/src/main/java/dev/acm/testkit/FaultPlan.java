package dev.acm.testkit;

import dev.acm.spi.PortException;
import dev.acm.spi.PortException.Effect;
import java.util.HashMap;
import java.util.Map;

/** Counts the calls of one kind, and makes the planned ones go wrong. Thread-safe. */
final class FaultPlan<E extends PortException> {
    private final String what;
    private final Failure<E> failure;
    private final Map<Integer, Fault> planned = new HashMap<>();
    private int calls;
    private boolean dead;

    FaultPlan(String what, Failure<E> failure) {
        this.what = what;
        this.failure = failure;
    }

    /** Makes the n-th call from now on go wrong; 1 is the next. */
    synchronized void in(int n, Fault fault) {
        if (n < 1) {
            throw new IllegalArgumentException("n must be 1 or more, got " + n);
        }
        planned.put(calls + n, fault);
    }

    synchronized int calls() {
        return calls;
    }

    synchronized void checkAlive() {
        if (dead) {
            throw new Crash("the process is dead");
        }
    }

    <T> T around(Action<T, E> action) throws E {
        int call;
        Fault fault;
        synchronized (this) {
            call = ++calls;
            fault = planned.remove(call);
        }
        String name = what + " " + call;
        if (fault == null) {
            return action.run();
        }
        if (fault == Fault.CRASH_BEFORE) {
            throw die("before " + name);
        }
        if (fault == Fault.CRASH_AFTER || fault == Fault.ANSWER_LOST) {
            action.run();
        }
        if (fault == Fault.CRASH_AFTER) {
            throw die("after " + name);
        }
        throw fault == Fault.NOT_DONE
                ? failure.of(name + " failed", Effect.NONE)
                : failure.of(name + ": no answer", Effect.UNKNOWN);
    }

    private synchronized Crash die(String where) {
        dead = true;
        return new Crash(where);
    }

    /** What is done when nothing goes wrong. */
    interface Action<T, E extends PortException> {
        T run() throws E;
    }

    /** Makes the port's exception. */
    interface Failure<E extends PortException> {
        E of(String message, Effect effect);
    }
}
