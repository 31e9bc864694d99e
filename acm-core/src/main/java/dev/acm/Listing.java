package dev.acm;

import dev.acm.error.PortFailedException;
import dev.acm.lifecycle.CertificateRecord;
import dev.acm.lifecycle.Lifecycle;
import dev.acm.spi.Page;
import dev.acm.spi.RecordStore;
import dev.acm.spi.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the certificates of an account, page by page. */
final class Listing {
    private static final int SCANNED_AT_ONCE = 500;

    private final RecordStore store;
    private final Lifecycle lifecycle;

    Listing(RecordStore store, Lifecycle lifecycle) {
        this.store = store;
        this.lifecycle = lifecycle;
    }

    CertificateList list(String account, ListQuery query) {
        try {
            return query.sortBy().isPresent()
                    ? sorted(account, query, query.sortBy().get())
                    : inStoreOrder(account, query);
        } catch (StoreException e) {
            throw new PortFailedException("RecordStore", e);
        }
    }

    private CertificateList inStoreOrder(String account, ListQuery query) throws StoreException {
        Optional<String> cursor =
                query.token().map(token -> PageToken.read(query, token, 1).get(0));
        List<CertificateSummary> found = new ArrayList<>();
        do {
            int wanted = Math.min(SCANNED_AT_ONCE, query.limit() - found.size());
            Page page = page(account, query, cursor, wanted);
            summaries(page, query, found::add);
            cursor = page.next();
        } while (cursor.isPresent() && found.size() < query.limit());
        return new CertificateList(found, cursor.map(next -> PageToken.write(query, next)));
    }

    // a token made up by somebody may have the query's digest, and still no cursor of the store's (S6)
    private Page page(String account, ListQuery query, Optional<String> cursor, int limit) throws StoreException {
        try {
            return store.scan(Records.CERTIFICATES, Optional.of(account), cursor, limit);
        } catch (IllegalArgumentException e) {
            throw PageToken.refused(query.token().orElse(""), "this is no token of a list");
        }
    }

    private record Place(String key, String arn) {}

    private record Placed(Place place, CertificateSummary summary) {}

    // keeps no more than a page in memory, however many there are
    private CertificateList sorted(String account, ListQuery query, SortBy by) throws StoreException {
        Comparator<String> direction = query.isDescending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<Place> order = Comparator.comparing(Place::key, direction).thenComparing(Place::arn);
        Optional<Place> after = query.token()
                .map(token -> PageToken.read(query, token, 2))
                .map(parts -> new Place(parts.get(0), parts.get(1)));
        TreeSet<Placed> first = new TreeSet<>(Comparator.comparing(Placed::place, order));
        scan(account, query, summary -> {
            Place place = new Place(by.key(summary), summary.arn().toString());
            if (after.filter(last -> order.compare(place, last) <= 0).isEmpty()) {
                first.add(new Placed(place, summary));
                if (first.size() > query.limit() + 1) {
                    first.pollLast();
                }
            }
        });
        boolean more = first.size() > query.limit();
        if (more) {
            first.pollLast();
        }
        return new CertificateList(
                first.stream().map(Placed::summary).toList(),
                more
                        ? Optional.of(PageToken.write(
                                query,
                                first.last().place().key(),
                                first.last().place().arn()))
                        : Optional.empty());
    }

    /** Shows every certificate of an account that a query matches. */
    void scan(String account, ListQuery query, Consumer<CertificateSummary> each) throws StoreException {
        Optional<String> cursor = Optional.empty();
        do {
            Page page = store.scan(Records.CERTIFICATES, Optional.of(account), cursor, SCANNED_AT_ONCE);
            summaries(page, query, each);
            cursor = page.next();
        } while (cursor.isPresent());
    }

    private void summaries(Page page, ListQuery query, Consumer<CertificateSummary> each) {
        for (CertificateRecord record : Records.readable(page)) {
            if (record.deletedAt().isEmpty()) {
                CertificateSummary summary = new CertificateSummary(record, lifecycle);
                if (query.filter().matches(summary)) {
                    each.accept(summary);
                }
            }
        }
    }
}
