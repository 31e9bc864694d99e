package dev.acm;

import dev.acm.lifecycle.Claim;
import dev.acm.spi.AuthorityLimit;
import dev.acm.spi.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * When an authority was asked of late, and for which attempts it is being asked. Immutable; what becomes of it depends on its
 * arguments only. Times are those of the manager that asked; another manager reads them by its own {@link Sightings}.
 *
 * @param count how many submissions there ever were
 * @param batches those that still count, the oldest first
 * @param asking attempts under way
 */
record SubmissionLog(long count, List<Batch> batches, Map<String, Asking> asking) {
    /** More than these are not kept apart: the oldest two become one of the later time. */
    private static final int MOST_BATCHES = 64;

    static final SubmissionLog EMPTY = new SubmissionLog(0, List.of(), Map.of());

    /**
     * Submissions of one moment.
     *
     * @param last the number of the last of them
     * @param submissions how many
     * @param manager who asked; empty for several managers
     * @param at when, by its clock
     */
    record Batch(long last, long submissions, String manager, Instant at) {
        private Batch with(Batch later) {
            boolean same = manager.equals(later.manager);
            return new Batch(
                    later.last,
                    submissions + later.submissions,
                    same ? manager : "",
                    at.isAfter(later.at) ? at : later.at);
        }
    }

    /**
     * An attempt under way.
     *
     * @param manager who asks
     * @param at since when, by its clock
     */
    record Asking(String manager, Instant at) {}

    /**
     * What was allowed.
     *
     * @param log with what was allowed in it
     * @param attempts those that may be asked for now
     * @param nextTurns when there are turns for the others, in order
     * @param isFull whether so many are asking already as may at once
     */
    record Grant(SubmissionLog log, List<String> attempts, List<Instant> nextTurns, boolean isFull) {}

    /**
     * Takes turns for attempts, in order, as far as there are any.
     *
     * @param manager who asks
     * @param seen what it saw of the log before
     * @param wanted attempts that want to be asked for
     * @param done attempts that were, and are not under way any more
     */
    Grant take(
            AuthorityLimit limit,
            String manager,
            Sightings seen,
            List<String> wanted,
            Collection<String> done,
            Instant now) {
        List<Batch> counting = new ArrayList<>();
        List<Instant> freed = new ArrayList<>();
        long used = 0;
        for (Batch batch : batches) {
            Instant free =
                    seen.latest(batch.last(), batch.manager(), batch.at(), now).plus(limit.period());
            if (free.isAfter(now)) {
                counting.add(batch);
                used += batch.submissions();
                for (long i = 0; i < Math.min(batch.submissions(), wanted.size()); i++) {
                    freed.add(free);
                }
            }
        }
        Map<String, Asking> open = new LinkedHashMap<>(asking);
        open.keySet().removeAll(done);
        open.entrySet()
                .removeIf(entry -> !seen.latest(
                                entry.getKey(),
                                entry.getValue().manager(),
                                entry.getValue().at(),
                                now)
                        .plus(Claim.LENGTH)
                        .isAfter(now));

        long free = Math.max(0, limit.submissions() - used);
        List<String> allowed = wanted.stream()
                .limit(Math.min(free, Math.max(0, limit.concurrent() - open.size())))
                .toList();
        allowed.forEach(attempt -> open.put(attempt, new Asking(manager, now)));
        if (!allowed.isEmpty()) {
            counting.add(new Batch(count + allowed.size(), allowed.size(), manager, now));
        }
        if (counting.size() > MOST_BATCHES) {
            counting.set(1, counting.get(0).with(counting.get(1)));
            counting.remove(0);
        }
        boolean full = allowed.size() < free && allowed.size() < wanted.size();
        freed.sort(null);
        return new Grant(
                new SubmissionLog(count + allowed.size(), List.copyOf(counting), Map.copyOf(open)),
                allowed,
                nextTurns(limit, freed, wanted.size() - allowed.size(), full, now),
                full);
    }

    // the first to wait comes when the first turn is free again, and so on, a period later when all are waited for
    private static List<Instant> nextTurns(
            AuthorityLimit limit, List<Instant> freed, int waiting, boolean full, Instant now) {
        List<Instant> turns = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            if (full || freed.isEmpty()) {
                turns.add(now.plusSeconds(30L * (1 + i / limit.concurrent())));
            } else {
                Duration periods = limit.period().multipliedBy(i / limit.submissions());
                turns.add(freed.get(Math.min(i % limit.submissions(), freed.size() - 1))
                        .plus(periods));
            }
        }
        return turns;
    }

    /** What a manager can see at once of the log; it forgets the rest. */
    Stream<Object> events() {
        return Stream.concat(batches.stream().map(Batch::last), asking.keySet().stream());
    }

    Document encode() {
        List<Document> asked = batches.stream()
                .map(batch -> Document.builder()
                        .put("last", batch.last())
                        .put("submissions", batch.submissions())
                        .put("manager", batch.manager())
                        .put("at", batch.at())
                        .build())
                .toList();
        List<Document> open = new ArrayList<>();
        asking.forEach((attempt, since) -> open.add(Document.builder()
                .put("attempt", attempt)
                .put("manager", since.manager())
                .put("at", since.at())
                .build()));
        return Document.builder()
                .put("schema", 1)
                .put("count", count)
                .put("asked", asked)
                .put("asking", open)
                .build();
    }

    static SubmissionLog decode(Document document) {
        Map<String, Asking> asking = new LinkedHashMap<>();
        document.documents("asking")
                .forEach(item ->
                        asking.put(item.string("attempt"), new Asking(item.string("manager"), item.instant("at"))));
        List<Batch> batches = document.documents("asked").stream()
                .map(item -> new Batch(
                        item.number("last"), item.number("submissions"), item.string("manager"), item.instant("at")))
                .toList();
        return new SubmissionLog(document.number("count"), batches, asking);
    }
}
