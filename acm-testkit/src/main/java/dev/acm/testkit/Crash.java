package dev.acm.testkit;

import java.io.Serial;

/**
 * Stands for the death of the process. An error, so that nothing that handles failures takes it for one. A store that threw
 * it goes on throwing it, since a dead process writes nothing more.
 */
public final class Crash extends Error {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the crash.
     *
     * @param where before or after what
     */
    public Crash(String where) {
        super(where);
    }
}
