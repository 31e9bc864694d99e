package dev.acm.lifecycle;

import dev.acm.renewal.RenewalWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What outcomes make of the plan for the next renewal. */
final class RenewalTransitions {
    /** As many signatures as the breaker counts. */
    private static final int SIGNED_KEPT = 2;

    private static final Duration HINT_AGAIN = Duration.ofHours(6);

    private RenewalTransitions() {}

    /** The authority has signed, whatever becomes of it. */
    static void signed(Change change) {
        List<Instant> all = Stream.concat(change.draft.signed.stream(), Stream.of(change.now))
                .toList();
        change.draft.signed = all.subList(Math.max(0, all.size() - SIGNED_KEPT), all.size());
    }

    /** The authority told a window, or that it has none any more. */
    static void hinted(Change change, Optional<RenewalWindow> window) {
        change.draft.window = window;
        change.draft.nextHint = change.now.plus(Lifecycle.HINT_EVERY);
    }

    /** The authority could not be asked: what it told last still counts. */
    static void noHint(Change change) {
        change.draft.nextHint = change.now.plus(HINT_AGAIN);
    }
}
