package dev.acm.ca.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * By which methods, and how long before a signature, control of a name may have been proven at most. These are the ceilings of
 * the Baseline Requirements, for hosts that keep evidence for longer than one attempt; a manager of acm looks again before each
 * signature and needs none of them.
 *
 * <p>Borders are at 00:00:00 UTC and belong to the new period. Methods are called by their sections, for example {@code
 * 3.2.2.4.7}. Source: BR 3.2.2.4, 3.2.2.5, 4.2.1.
 */
public final class ControlSchedule {
    private static final Instant ALWAYS = Instant.MAX;
    private static final Instant END_OF_PHONE_AND_REVERSE = Instant.parse("2027-03-15T00:00:00Z");
    private static final Instant END_OF_MAIL = Instant.parse("2028-03-15T00:00:00Z");
    /** Until when each method may be used; those that are not here ended before 2026. */
    private static final Map<String, Instant> PERMITTED_UNTIL = Map.ofEntries(
            Map.entry("3.2.2.4.4", END_OF_MAIL),
            Map.entry("3.2.2.4.7", ALWAYS),
            Map.entry("3.2.2.4.8", Instant.parse("2026-03-15T00:00:00Z")),
            Map.entry("3.2.2.4.12", ALWAYS),
            Map.entry("3.2.2.4.13", END_OF_MAIL),
            Map.entry("3.2.2.4.14", END_OF_MAIL),
            Map.entry("3.2.2.4.16", END_OF_PHONE_AND_REVERSE),
            Map.entry("3.2.2.4.17", END_OF_PHONE_AND_REVERSE),
            Map.entry("3.2.2.4.18", ALWAYS),
            Map.entry("3.2.2.4.19", ALWAYS),
            Map.entry("3.2.2.4.20", ALWAYS),
            Map.entry("3.2.2.4.21", ALWAYS),
            Map.entry("3.2.2.4.22", ALWAYS),
            Map.entry("3.2.2.5.1", ALWAYS),
            Map.entry("3.2.2.5.2", END_OF_PHONE_AND_REVERSE),
            Map.entry("3.2.2.5.3", END_OF_PHONE_AND_REVERSE),
            Map.entry("3.2.2.5.5", END_OF_PHONE_AND_REVERSE),
            Map.entry("3.2.2.5.6", ALWAYS),
            Map.entry("3.2.2.5.7", ALWAYS),
            Map.entry("3.2.2.5.8", ALWAYS));

    private static final Set<String> WITH_SUBDOMAINS = Set.of(
            "3.2.2.4.4",
            "3.2.2.4.7",
            "3.2.2.4.12",
            "3.2.2.4.13",
            "3.2.2.4.14",
            "3.2.2.4.16",
            "3.2.2.4.17",
            "3.2.2.4.21",
            "3.2.2.4.22");
    /** Persistent records are looked at again every ten days, whatever the date. */
    private static final Set<String> PERSISTENT = Set.of("3.2.2.4.22", "3.2.2.5.8");

    private static final Duration RANDOM_VALUE = Duration.ofDays(30);

    private ControlSchedule() {}

    /**
     * Whether a certificate may rest on a method. After a method's end, evidence of before must not be used either.
     *
     * @param method the section of the method
     * @param signedAt when the certificate is signed
     * @return false also for sections that are no method
     */
    public static boolean isPermitted(String method, Instant signedAt) {
        Instant until = PERMITTED_UNTIL.get(Objects.requireNonNull(method, "method"));
        return until != null && signedAt.isBefore(until);
    }

    /**
     * Whether a method proves control of all names below one, and so of a wildcard.
     *
     * @param method the section of the method
     * @return false for those that prove the very name only
     */
    public static boolean provesSubdomains(String method) {
        return WITH_SUBDOMAINS.contains(Objects.requireNonNull(method, "method"));
    }

    /**
     * For how long evidence serves.
     *
     * @param method the section of the method
     * @param signedAt when the certificate is signed; this date picks the limit
     * @return whole days
     */
    public static Duration maximumReuse(String method, Instant signedAt) {
        if (PERSISTENT.contains(method) || !signedAt.isBefore(Instant.parse("2029-03-15T00:00:00Z"))) {
            return Duration.ofDays(10);
        }
        if (!signedAt.isBefore(Instant.parse("2027-03-15T00:00:00Z"))) {
            return Duration.ofDays(100);
        }
        return Duration.ofDays(signedAt.isBefore(Instant.parse("2026-03-15T00:00:00Z")) ? 398 : 200);
    }

    /**
     * Whether evidence of then serves for a signature now: it is young enough, and its method may still be used.
     *
     * @param validatedAt when control was proven
     * @param method by which method
     * @param signedAt when the certificate is signed
     * @return false also for evidence of the future
     */
    public static boolean isReusable(Instant validatedAt, String method, Instant signedAt) {
        Duration age = Duration.between(validatedAt, signedAt);
        return isPermitted(method, signedAt) && !age.isNegative() && age.compareTo(maximumReuse(method, signedAt)) <= 0;
    }

    /**
     * Whether a random value or token of this age may still be used (BR 1.6.1).
     *
     * @param age since it was made
     * @return true up to thirty days
     */
    public static boolean isRandomValueFresh(Duration age) {
        return !age.isNegative() && age.compareTo(RANDOM_VALUE) <= 0;
    }
}
