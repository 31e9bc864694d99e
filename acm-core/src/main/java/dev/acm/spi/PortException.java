package dev.acm.spi;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A port could not do what it was asked: its own input or output failed. Refusals are results, not exceptions. */
public abstract sealed class PortException extends Exception
        permits StoreException, AuthorityException, VaultException, DeploymentException, AuditException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Whether it may have happened all the same. */
    private final Effect effect;

    /** Whether trying again helps. */
    private final RetryClass retryClass;

    /**
     * Creates the exception.
     *
     * @param message what failed, without secrets
     * @param effect whether it may have happened all the same
     * @param retryClass whether trying again helps
     * @param cause the cause, if known
     */
    protected PortException(String message, Effect effect, RetryClass retryClass, @Nullable Throwable cause) {
        super(message, cause);
        this.effect = Objects.requireNonNull(effect, "effect");
        this.retryClass = Objects.requireNonNull(retryClass, "retryClass");
    }

    /**
     * Whether it may have happened.
     *
     * @return NONE if certainly not; UNKNOWN after a time-out or a lost answer
     */
    public Effect effect() {
        return effect;
    }

    /**
     * Whether trying again helps.
     *
     * @return the class of failure
     */
    public RetryClass retryClass() {
        return retryClass;
    }

    /** Whether a failed call may have had its effect. */
    public enum Effect {
        /** Nothing happened. */
        NONE,
        /** It may have happened: look it up before trying again. */
        UNKNOWN
    }
}
