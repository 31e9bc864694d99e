package dev.acm.error;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call was refused or failed, and changed nothing unless the subclass says otherwise. */
public abstract sealed class AcmException extends RuntimeException
        permits AccessDeniedException,
                ConflictException,
                InvalidRequestException,
                InvalidStateException,
                LimitExceededException,
                PortFailedException,
                PortMissingException,
                RequestInProgressException,
                ResourceInUseException,
                ResourceNotFoundException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The stable code. */
    private final ErrorCode code;

    AcmException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * The stable code.
     *
     * @return the code
     */
    public final ErrorCode code() {
        return code;
    }
}
