package dev.acm;

import dev.acm.lifecycle.Claim;
import dev.acm.lifecycle.Lane;
import dev.acm.spi.Document;
import dev.acm.spi.Page;
import dev.acm.spi.RecordKey;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import dev.acm.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses what a run takes on. When more is due than it may take, lanes take turns: first by who must act for a certificate,
 * then by account, then by registrable domain. So names that are dead for good, however many, do not delay one that is well.
 *
 * <p>It reads a bounded number of records past those it takes: half of them from the one that is due longest, the others
 * from where the run before stopped, so that within a few runs all that is due was seen.
 */
final class DueReader {
    /** So many times the limit are read at most. */
    private static final int READ_PAST = 20;

    private static final int PAGE = 200;

    private final RecordStore store;
    private final Setbacks setbacks;
    private volatile Optional<String> readOn = Optional.empty();

    DueReader(RecordStore store, Setbacks setbacks) {
        this.store = store;
        this.setbacks = setbacks;
    }

    private record Due(StoredRecord stored, Lane lane) {}

    /** Up to so many records, in the order in which they are taken; others that are due are added to those passed over. */
    List<StoredRecord> read(Instant now, String owner, int limit, Set<RecordKey> passedOver) throws StoreException {
        Map<RecordKey, StoredRecord> found = new LinkedHashMap<>();
        long budget = (long) READ_PAST * limit;
        Optional<String> next = read(now, Optional.empty(), Math.max(limit, budget / 2), found);
        if (next.isPresent()) {
            Optional<String> from = readOn;
            readOn = read(now, from.isPresent() ? from : next, budget, found);
        } else {
            readOn = Optional.empty();
        }
        found.values().removeIf(stored -> {
            boolean leftAlone = setbacks.holds(stored.key(), now) || isClaimed(stored.document(), owner, now);
            return leftAlone && passedOver.add(stored.key());
        });
        if (found.size() <= limit) {
            return List.copyOf(found.values());
        }
        List<Due> due = new ArrayList<>();
        found.values().forEach(stored -> due.add(new Due(stored, Lane.of(stored))));
        return Turns.taken(
                        due,
                        List.of(
                                Due::lane,
                                item -> new Lane(
                                        item.lane().failure(), item.lane().account(), ""),
                                item -> item.lane().failure()))
                .stream()
                .limit(limit)
                .map(Due::stored)
                .toList();
    }

    // reads on until there is nothing more, or so much was found
    private Optional<String> read(Instant now, Optional<String> from, long most, Map<RecordKey, StoredRecord> found)
            throws StoreException {
        Optional<String> cursor = from;
        do {
            int size = (int) Math.min(PAGE, most - found.size());
            Page page = store.due(Records.CERTIFICATES, now, cursor, size);
            page.records().forEach(stored -> found.put(stored.key(), stored));
            cursor = page.next();
        } while (cursor.isPresent() && found.size() < most);
        return cursor;
    }

    private static boolean isClaimed(Document document, String owner, Instant now) {
        try {
            return document.findDocument("claim")
                    .map(claim -> new Claim(claim.string("owner"), claim.instant("until")))
                    .filter(claim -> claim.excludes(owner, now))
                    .isPresent();
        } catch (IllegalArgumentException e) {
            return false; // it is read whole later, and found unreadable there
        }
    }
}
