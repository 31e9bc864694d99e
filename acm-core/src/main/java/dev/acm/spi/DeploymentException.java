package dev.acm.spi;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A target could not prepare, activate, observe or retire. */
public final class DeploymentException extends PortException {
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
    public DeploymentException(String message, Effect effect, RetryClass retryClass, @Nullable Throwable cause) {
        super(message, effect, retryClass, cause);
    }
}
