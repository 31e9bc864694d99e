package dev.acm.spi;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The vault could not make, open or destroy a key. */
public final class VaultException extends PortException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed, without secrets
     * @param effect whether it may have happened all the same
     * @param retryClass whether trying again helps
     * @param cause the cause, if known
     */
    public VaultException(String message, Effect effect, RetryClass retryClass, @Nullable Throwable cause) {
        super(message, effect, retryClass, cause);
    }
}
