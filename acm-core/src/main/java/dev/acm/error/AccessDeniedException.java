package dev.acm.error;

import java.io.Serial;

/** The host's policy refuses the call. */
public final class AccessDeniedException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message why
     */
    public AccessDeniedException(String message) {
        super(ErrorCode.ACCESS_DENIED, message, null);
    }
}
