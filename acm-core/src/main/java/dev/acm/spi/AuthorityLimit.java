package dev.acm.spi;

import dev.acm.internal.Checks;
import java.time.Duration;
import java.util.Objects;

/**
 * How much an authority may be asked for. The manager keeps it over all managers that share a store: never more than
 * {@code submissions} calls of {@link CertificateAuthority#submit} within any {@code period}, and never more than
 * {@code concurrent} of them at one moment. Calls of {@code poll}, {@code find} and {@code revoke} do not count.
 *
 * <p>It holds although managers' clocks differ by up to ten minutes each way: what another manager asked for counts until the
 * period has passed since this one saw it, or until twenty minutes more have passed by the other's clock.
 *
 * @param submissions 1 and up
 * @param period positive
 * @param concurrent 1 and up
 */
public record AuthorityLimit(int submissions, Duration period, int concurrent) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public AuthorityLimit {
        Objects.requireNonNull(period, "period");
        Checks.require(submissions >= 1, () -> "submissions must be 1 or more, got " + submissions);
        Checks.require(!period.isNegative() && !period.isZero(), () -> "period must be positive, got " + period);
        Checks.require(concurrent >= 1, () -> "concurrent must be 1 or more, got " + concurrent);
    }
}
