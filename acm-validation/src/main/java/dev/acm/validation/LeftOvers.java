package dev.acm.validation;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of looks that were broken off. A value that another look has just written cannot be told from one that was left behind, except
 * by time: what was still there an hour after it was first seen belongs to no look any more. Thread-safe.
 */
final class LeftOvers {
    /** Longer than any look takes. */
    static final Duration AGE = Duration.ofHours(1);

    private static final int MAX_KNOWN = 4096;

    /** When each value was first seen, in the order of that. */
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** Of the values behind a name, those that may be taken out, as many as are wanted. */
    synchronized List<String> due(List<String> values, Instant now, int limit) {
        values.forEach(value -> {
            // a clock that was set back begins anew
            seen.merge(value, now, (first, again) -> first.isAfter(again) ? again : first);
            if (seen.size() > MAX_KNOWN) {
                seen.remove(seen.keySet().iterator().next());
            }
        });
        List<String> due = values.stream()
                .filter(value ->
                        seen.containsKey(value) && !now.isBefore(seen.get(value).plus(AGE)))
                .limit(limit)
                .toList();
        due.forEach(seen::remove);
        return due;
    }
}
