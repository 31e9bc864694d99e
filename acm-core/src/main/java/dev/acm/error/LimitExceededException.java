package dev.acm.error;

import dev.acm.quota.QuotaUsage;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A quota of the account is used up, and nothing was stored. */
public final class LimitExceededException extends AcmException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<QuotaUsage> exhausted;

    /**
     * Creates the exception.
     *
     * @param exhausted what is used up, at least one
     */
    public LimitExceededException(List<QuotaUsage> exhausted) {
        super(
                ErrorCode.LIMIT_EXCEEDED,
                "the account has used up "
                        + exhausted.stream().map(QuotaUsage::toString).collect(Collectors.joining("; "))
                        + "; delete what is not needed, wait, or have the limit raised",
                null);
        this.exhausted = List.copyOf(exhausted);
    }

    /**
     * What is used up, with used, limit, and when there will be less.
     *
     * @return at least one, unmodifiable
     */
    public List<QuotaUsage> exhausted() {
        return exhausted;
    }
}
