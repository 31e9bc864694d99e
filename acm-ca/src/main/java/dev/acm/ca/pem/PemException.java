package dev.acm.ca.pem;

import java.io.Serial;

/** A file cannot be read: it is malformed, or its passphrase is wrong. The message never holds its content. */
public final class PemException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. It has no cause: that could tell of a key.
     *
     * @param message what is wrong, and where
     */
    public PemException(String message) {
        super(message);
    }
}
