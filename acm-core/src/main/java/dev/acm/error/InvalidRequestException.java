package dev.acm.error;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The request breaks rules. All faults are reported together, and nothing was stored. */
public final class InvalidRequestException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /**
     * Creates the exception.
     *
     * @param findings at least one
     */
    public InvalidRequestException(List<Finding> findings) {
        super(
                ErrorCode.INVALID_REQUEST,
                findings.stream().map(Finding::toString).collect(Collectors.joining("; ")),
                null);
        this.findings = List.copyOf(findings);
    }

    /**
     * All faults.
     *
     * @return at least one, unmodifiable
     */
    public List<Finding> findings() {
        return findings;
    }
}
