package dev.acm.testkit.sim;

import dev.acm.testkit.MutableTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when, in the order of true time; of two at the same time the one put down first comes first. */
final class Agenda {
    private final MutableTime time;
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private long lastNumber;

    private record Entry(Instant at, long number, Runnable action) {}

    Agenda(MutableTime time) {
        this.time = time;
    }

    void at(Instant when, Runnable action) {
        entries.add(new Entry(when, ++lastNumber, action));
    }

    void runUntil(Instant end) {
        for (Entry next = entries.poll(); next != null && next.at().isBefore(end); next = entries.poll()) {
            time.advanceTo(next.at());
            next.action().run();
        }
        time.advanceTo(end);
    }
}
