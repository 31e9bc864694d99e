package dev.acm.ca.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How long a certificate may be valid and is by default, by the time it is signed. Immutable.
 *
 * <p>Borders are at 00:00:00 UTC and belong to the new period. Source: BR 6.3.2.
 */
public final class ValiditySchedule {
    private static final ValiditySchedule CA_BROWSER_FORUM = new ValiditySchedule(
            List.of(
                    new Step(Instant.MIN, Duration.ofDays(1187)),
                    step("2016-07-01", 1187),
                    step("2018-03-01", 825),
                    step("2020-09-01", 398),
                    step("2026-03-15", 200),
                    step("2027-03-15", 100),
                    step("2029-03-15", 47)),
            Duration.ofDays(1));

    private final List<Step> steps;
    private final Duration margin;

    private ValiditySchedule(List<Step> steps, Duration margin) {
        this.steps = List.copyOf(steps);
        this.margin = margin;
    }

    private record Step(Instant from, Duration maximum) {}

    private static Step step(String date, int days) {
        return new Step(Instant.parse(date + "T00:00:00Z"), Duration.ofDays(days));
    }

    /**
     * 13 months: 395 days at any time.
     *
     * @return the schedule
     */
    public static ValiditySchedule thirteenMonths() {
        return ofDays(395);
    }

    /**
     * The dated limits for publicly trusted TLS certificates, with one day less as the default (BR 6.3.2):
     *
     * <ul>
     *   <li>398 days from 2020-09-01
     *   <li>200 days from 2026-03-15
     *   <li>100 days from 2027-03-15
     *   <li>47 days from 2029-03-15
     * </ul>
     *
     * @return the schedule
     */
    public static ValiditySchedule caBrowserForum() {
        return CA_BROWSER_FORUM;
    }

    /**
     * The same at any time.
     *
     * @param days maximum and default, 1 to 9132
     * @return the schedule
     */
    public static ValiditySchedule ofDays(int days) {
        if (days < 1 || days > 9132) {
            throw new IllegalArgumentException("days must be 1 to 9132, got " + days);
        }
        return new ValiditySchedule(List.of(new Step(Instant.MIN, Duration.ofDays(days))), Duration.ZERO);
    }

    /**
     * The longest validity.
     *
     * @param signedAt when the certificate is signed
     * @return whole days, both ends included as {@link ValidityWindow#length()} counts
     */
    public Duration maximum(Instant signedAt) {
        Objects.requireNonNull(signedAt, "signedAt");
        Duration maximum = Duration.ZERO;
        for (Step step : steps) {
            if (!signedAt.isBefore(step.from())) {
                maximum = step.maximum();
            }
        }
        return maximum;
    }

    /**
     * The validity given when none is asked for.
     *
     * @param signedAt when the certificate is signed
     * @return whole days
     */
    public Duration standard(Instant signedAt) {
        return maximum(signedAt).minus(margin);
    }
}
