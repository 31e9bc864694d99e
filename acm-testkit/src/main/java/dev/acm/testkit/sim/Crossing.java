package dev.acm.testkit.sim;

import java.util.Objects;

/**
 * A call that leaves the process: a call of a port that can fail, that answers later, or that answers nothing.
 *
 * @param number 1, 2, 3… for each process, restarts included
 * @param port the port, for example {@code RecordStore}
 * @param method the method, for example {@code write}
 * @param subject what it is about, for people
 * @param canFail whether the port may answer that it failed
 */
public record Crossing(int number, String port, String method, String subject, boolean canFail) {
    private static final String STORE = "RecordStore";

    /** Checks for null. */
    public Crossing {
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(subject, "subject");
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
        return number + " " + port + "." + method + " " + subject;
    }
}
