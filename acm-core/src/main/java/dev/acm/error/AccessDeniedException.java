package dev.acm.error;

import dev.acm.certificate.FailureReason;
import java.io.Serial;

/** The host's policy refuses the call. */
public final class AccessDeniedException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** ACM's name for the reason. */
    private final FailureReason reason;

    /**
     * Creates the exception.
     *
     * @param reason ACM's name for the reason
     * @param why a sentence for the caller
     */
    public AccessDeniedException(FailureReason reason, String why) {
        super(ErrorCode.ACCESS_DENIED, reason + ": " + why, null);
        this.reason = reason;
    }

    /**
     * Why it is refused.
     *
     * @return ACM's name for the reason, as the policy gave it
     */
    public FailureReason reason() {
        return reason;
    }
}
