package dev.acm.error;

import dev.acm.spi.PortException;
import java.io.Serial;

/** A port failed. When the effect is unknown, the call may have happened: read before trying again. */
public final class PortFailedException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Whether it may have happened. */
    private final boolean effectUnknown;

    /**
     * Creates the exception.
     *
     * @param port the port
     * @param cause its failure
     */
    public PortFailedException(String port, PortException cause) {
        super(ErrorCode.PORT_FAILED, port + " failed: " + cause.getMessage(), cause);
        this.effectUnknown = cause.effect() == PortException.Effect.UNKNOWN;
    }

    /**
     * Whether the call may have happened all the same.
     *
     * @return true after a lost answer
     */
    public boolean isEffectUnknown() {
        return effectUnknown;
    }
}
