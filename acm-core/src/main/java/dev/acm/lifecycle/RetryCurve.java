package dev.acm.lifecycle;

import dev.acm.diagnosis.Diagnosis;
import dev.acm.diagnosis.Evidence;
import dev.acm.spi.RetryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When something that failed is tried again. Depends on its arguments only. */
final class RetryCurve {
    /** Nobody is believed who says to come back later than this: it is asked again then. */
    static final Duration TOLD_LONGEST = Duration.ofHours(24);

    private static final Duration HUMAN_LONGEST = Duration.ofMinutes(30);

    /** The longest pause there is: between two refusals by policy, or as told. */
    private static final Duration LONGEST = Duration.ofHours(24);

    /** No manager's clock is believed to be further ahead of another's than this, ten minutes each way. */
    private static final Duration SKEW = Duration.ofMinutes(20);

    private RetryCurve() {}

    /** A stored time of the next try, or now if it is further ahead than any: a clock that was wrong set it. */
    static Instant believed(Instant nextTry, Instant now) {
        return nextTry.isAfter(now.plus(LONGEST).plus(SKEW)) ? now : nextTry;
    }

    /** Whether something was seen since then; what a clock that was wrong dated ahead was seen nobody knows when. */
    static boolean isBetween(Instant at, Instant oldest, Instant now) {
        return !at.isBefore(oldest) && !at.isAfter(now.plus(SKEW));
    }

    /**
     * The time of the next try.
     *
     * @param retryClass how it failed
     * @param tries how often it failed before, in a row
     * @param waitingSince since when it is waited for
     * @param suggested what the other side suggests
     */
    static Instant nextTry(
            RetryClass retryClass, int tries, Instant waitingSince, Instant now, Optional<Instant> suggested) {
        return switch (retryClass) {
            case TRANSIENT -> now.plus(doubling(Duration.ofSeconds(30), tries, Duration.ofMinutes(30)));
            case AS_TOLD ->
                suggested
                        .filter(now::isBefore)
                        .map(at -> at.isAfter(now.plus(TOLD_LONGEST)) ? now.plus(TOLD_LONGEST) : at)
                        .orElse(now.plus(Duration.ofMinutes(1)));
            case HUMAN -> human(tries, waitingSince, now, suggested);
            case POLICY -> now.plus(doubling(Duration.ofHours(1), tries, Duration.ofHours(24)));
            // kept far away rather than dropped, so that a person's fix is found without a person's call
            case NEVER -> now.plus(Duration.ofDays(1));
        };
    }

    /** A diagnosis with the time of the next try in it, and why that is not the time the other side named. */
    static Diagnosis told(RetryClass retryClass, int tries, Instant waitingSince, Instant now, Diagnosis diagnosis) {
        Optional<Instant> suggested = diagnosis.nextTry();
        Instant next = nextTry(retryClass, tries, waitingSince, now, suggested);
        Diagnosis.Builder told = diagnosis.toBuilder().nextTry(next);
        if (retryClass == RetryClass.AS_TOLD && suggested.filter(next::isBefore).isPresent()) {
            told.evidence(new Evidence(
                    "when to try again",
                    "manager",
                    suggested.get().toString(),
                    "at most " + TOLD_LONGEST.toHours() + " hours: it is asked again then"));
        }
        return told.build();
    }

    // 10 s, 20 s … 10 min; then every 10 min to the first hour, every 30 min after it; not before a negative answer's
    // TTL
    private static Instant human(int tries, Instant waitingSince, Instant now, Optional<Instant> suggested) {
        boolean early = Duration.between(waitingSince, now).compareTo(Duration.ofHours(1)) < 0;
        Instant curve =
                now.plus(early ? doubling(Duration.ofSeconds(10), tries, Duration.ofMinutes(10)) : HUMAN_LONGEST);
        Instant latest = now.plus(HUMAN_LONGEST);
        return suggested
                .map(at -> at.isAfter(latest) ? latest : at)
                .filter(curve::isBefore)
                .orElse(curve);
    }

    private static Duration doubling(Duration first, int tries, Duration longest) {
        Duration delay = first.multipliedBy(1L << Math.min(tries, 20));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
