package dev.acm;

import dev.acm.certificate.CertificateStatus;
import dev.acm.internal.Checks;
import java.util.Optional;
import java.util.Set;

/** Which certificates to list, in which order, and where to go on. Immutable. */
public final class ListQuery {
    private final CertificateFilter filter;
    private final Optional<SortBy> sortBy;
    private final boolean descending;
    private final int limit;
    private final Optional<String> token;

    private ListQuery(
            CertificateFilter filter, Optional<SortBy> sortBy, boolean descending, int limit, Optional<String> token) {
        this.filter = filter;
        this.sortBy = sortBy;
        this.descending = descending;
        this.limit = limit;
        this.token = token;
    }

    /**
     * All certificates of the account, 1 000 to a page, in an order of the store's own; nothing is hidden.
     *
     * @return the query
     */
    public static ListQuery all() {
        return new ListQuery(CertificateFilter.all(), Optional.empty(), false, 1000, Optional.empty());
    }

    /**
     * Only those that also match a filter.
     *
     * @param more the filter
     * @return a new query
     */
    public ListQuery where(CertificateFilter more) {
        return new ListQuery(filter.and(more), sortBy, descending, limit, token);
    }

    /**
     * Only those that also have one of these statuses.
     *
     * @param wanted the statuses; any when empty
     * @return a new query
     */
    public ListQuery withStatuses(Set<CertificateStatus> wanted) {
        return wanted.isEmpty()
                ? this
                : where(CertificateFilter.status(wanted.stream().sorted().toArray(CertificateStatus[]::new)));
    }

    /**
     * Smallest first; of equals, by handle. Every page of a sorted list reads all certificates of the account.
     *
     * @param by by what
     * @return a new query
     */
    public ListQuery ascending(SortBy by) {
        return new ListQuery(filter, Optional.of(by), false, limit, token);
    }

    /**
     * Greatest first; of equals, by handle. Every page of a sorted list reads all certificates of the account.
     *
     * @param by by what
     * @return a new query
     */
    public ListQuery descending(SortBy by) {
        return new ListQuery(filter, Optional.of(by), true, limit, token);
    }

    /**
     * So many to a page.
     *
     * @param most 1 to 1 000
     * @return a new query
     * @throws IllegalArgumentException if out of range
     */
    public ListQuery withLimit(int most) {
        Checks.require(most >= 1 && most <= 1000, "limit must be 1 to 1000, got " + most);
        return new ListQuery(filter, sortBy, descending, most, token);
    }

    /**
     * The page after another of the same query. What is added meanwhile neither repeats nor hides anything that was there
     * before; it is listed if it comes later in the order. A certificate whose sorted property changes meanwhile may be
     * listed twice, or not.
     *
     * @param nextToken from that page
     * @return a new query
     */
    public ListQuery after(String nextToken) {
        return new ListQuery(filter, sortBy, descending, limit, Optional.of(nextToken));
    }

    /**
     * The conditions.
     *
     * @return the filter
     */
    public CertificateFilter filter() {
        return filter;
    }

    /**
     * By what is sorted.
     *
     * @return the property; empty for the store's own order
     */
    public Optional<SortBy> sortBy() {
        return sortBy;
    }

    /**
     * Whether the greatest comes first.
     *
     * @return false unless set
     */
    public boolean isDescending() {
        return descending;
    }

    /**
     * The page's size.
     *
     * @return 1 to 1 000
     */
    public int limit() {
        return limit;
    }

    /**
     * Where to go on.
     *
     * @return the token, or empty for the first page
     */
    public Optional<String> token() {
        return token;
    }

    /** Conditions and order, as text; the pages of one query share it. */
    @Override
    public String toString() {
        return filter
                + sortBy.map(by -> " by " + by + (descending ? " descending" : ""))
                        .orElse("");
    }
}
