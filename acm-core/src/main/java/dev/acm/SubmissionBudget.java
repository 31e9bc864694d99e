package dev.acm;

import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may still be asked of an authority: a bucket of turns that fills again with time, and the attempts that are being
 * asked for. Immutable; depends on its arguments only. Time only moves forward in it, whichever manager's clock is used.
 *
 * @param turns how many are left
 * @param at when they were counted
 * @param asking attempts under way, with the time when they count as lost
 */
record SubmissionBudget(long turns, Instant at, Map<String, Instant> asking) {
    /** Two managers' clocks differ by at most this: ten minutes each way. */
    private static final Duration SKEW = Duration.ofMinutes(20);

    SubmissionBudget {
        asking = Map.copyOf(asking);
    }

    static SubmissionBudget full(AuthorityLimit limit, Instant now) {
        return new SubmissionBudget(size(limit), now, Map.of());
    }

    /**
     * What was allowed.
     *
     * @param budget what is left
     * @param attempts those that may be asked for now
     * @param nextTurn when there is a turn for the first of the others
     * @param between how long to the turn of the next one, and so on
     * @param isFull whether there are turns, but so many are asking already as may at once
     */
    record Grant(SubmissionBudget budget, List<String> attempts, Instant nextTurn, Duration between, boolean isFull) {}

    /**
     * Takes turns for attempts, in order, as far as there are any.
     *
     * @param wanted attempts that want to be asked for
     * @param done attempts that were, and are not under way any more
     * @param lostAt when those allowed now count as lost
     */
    Grant take(AuthorityLimit limit, List<String> wanted, Collection<String> done, Instant now, Instant lostAt) {
        Duration interval = interval(limit);
        // a count further ahead than clocks may differ was made by one that was wrong
        Instant counted = at.isAfter(now.plus(SKEW)) ? now : at;
        Instant time = counted.isAfter(now) ? counted : now;
        long grown = Duration.between(counted, time).dividedBy(interval);
        long left = Math.min(size(limit), turns + grown);
        Instant upTo = left == size(limit) ? time : counted.plus(interval.multipliedBy(grown));

        Map<String, Instant> open = new LinkedHashMap<>(asking);
        open.keySet().removeAll(done);
        open.values().removeIf(lost -> !lost.isAfter(now) || lost.isAfter(lostAt.plus(SKEW)));
        List<String> allowed = new ArrayList<>();
        for (String attempt : wanted) {
            if (left > 0 && open.size() < limit.concurrent()) {
                left--;
                open.put(attempt, lostAt);
                allowed.add(attempt);
            }
        }
        Instant next = left > 0 ? now.plus(Duration.ofSeconds(30)) : upTo.plus(interval);
        return new Grant(
                new SubmissionBudget(left, upTo, open),
                allowed,
                next.isAfter(now) ? next : now.plus(interval),
                interval,
                left > 0);
    }

    private static long size(AuthorityLimit limit) {
        return Math.max(1, limit.submissions() / 4);
    }

    /**
     * How long one turn takes to come back, so that a period never sees more than is allowed: a full bucket, what fills it
     * again within the period, and what one jump to a faster clock fills in at once. The jump gives at most what the clocks'
     * difference is worth, and at most a bucket; the better of the two bounds is used.
     */
    static Duration interval(AuthorityLimit limit) {
        long others = limit.submissions() - size(limit);
        Duration byDifference = share(limit.period().plus(SKEW), others + 1);
        if (others <= size(limit)) {
            return byDifference;
        }
        Duration byBucket = share(limit.period(), others - size(limit) + 1);
        return byBucket.compareTo(byDifference) < 0 ? byBucket : byDifference;
    }

    // rounded up to the next millisecond, which is what stores keep
    private static Duration share(Duration whole, long parts) {
        return Duration.ofMillis(whole.toMillis() / parts + 1);
    }

    Document encode() {
        return Document.builder()
                .put("schema", 1)
                .put("turns", turns)
                .put("at", at)
                .put(
                        "asking",
                        asking.entrySet().stream()
                                .map(entry -> Document.builder()
                                        .put("attempt", entry.getKey())
                                        .put("until", entry.getValue())
                                        .build())
                                .toList())
                .build();
    }

    static SubmissionBudget decode(Document document) {
        Map<String, Instant> asking = new LinkedHashMap<>();
        document.documents("asking").forEach(item -> asking.put(item.string("attempt"), item.instant("until")));
        return new SubmissionBudget(document.number("turns"), document.instant("at"), asking);
    }
}
