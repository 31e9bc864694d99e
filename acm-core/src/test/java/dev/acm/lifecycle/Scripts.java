package dev.acm.lifecycle;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Scripts for a {@link World} that are the same in every build, for what must be found at last. */
final class Scripts {
    private static final int LENGTH = 400;
    /** Every number of choices that a world draws from divides it. */
    private static final int NUMBERS = 840;

    private Scripts() {}

    /** As many as are wanted; each is as long as the longest that properties draw. */
    static Stream<List<Integer>> stream() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> random.ints(LENGTH, 0, NUMBERS).boxed().toList());
    }
}
