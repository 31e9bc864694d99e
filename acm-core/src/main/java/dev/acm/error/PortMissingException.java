package dev.acm.error;

import java.io.Serial;

/** A port that the call needs was not given to the manager's builder. */
public final class PortMissingException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param port the port
     * @param remedy what to add
     */
    public PortMissingException(String port, String remedy) {
        super(ErrorCode.PORT_MISSING, "no " + port + " was supplied: " + remedy, null);
    }
}
