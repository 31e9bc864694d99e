package dev.acm.testkit.sim;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A call that leaves the process: a call of a port that can fail, that answers later, or that answers nothing. Immutable.
 */
public final class Crossing {
    private static final String STORE = "RecordStore";

    private final int number;
    private final String port;
    private final String method;
    private final Supplier<String> subject;
    private final boolean canFail;

    /**
     * Notes a call.
     *
     * @param number 1, 2, 3… for each process, restarts included
     * @param port the port, for example {@code RecordStore}
     * @param method the method, for example {@code write}
     * @param subject what it is about, for people; asked only if somebody reads it
     * @param canFail whether the port may answer that it failed
     */
    public Crossing(int number, String port, String method, Supplier<String> subject, boolean canFail) {
        this.number = number;
        this.port = Objects.requireNonNull(port, "port");
        this.method = Objects.requireNonNull(method, "method");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.canFail = canFail;
    }

    /**
     * Which one it is.
     *
     * @return 1, 2, 3… for each process, restarts included
     */
    public int number() {
        return number;
    }

    /**
     * The port.
     *
     * @return for example {@code RecordStore}
     */
    public String port() {
        return port;
    }

    /**
     * The method.
     *
     * @return for example {@code write}
     */
    public String method() {
        return method;
    }

    /**
     * What it is about.
     *
     * @return text for people
     */
    public String subject() {
        return subject.get();
    }

    /**
     * Whether the port may answer that it failed.
     *
     * @return false if only a crash can happen to it
     */
    public boolean canFail() {
        return canFail;
    }

    /**
     * Whether it only reads the store, so that dying at it is dying at the crossing before.
     *
     * @return true for {@code find}, {@code due} and {@code scan}
     */
    public boolean isStoreRead() {
        return port.equals(STORE) && !method.equals("write");
    }

    @Override
    public String toString() {
        return number + " " + port + "." + method + " " + subject();
    }
}
