package dev.acm;

import dev.acm.certificate.CertificateStatus;
import dev.acm.internal.Checks;
import java.util.Optional;
import java.util.Set;

/** Which certificates to list. Immutable. */
public final class ListQuery {
    private final Set<CertificateStatus> statuses;
    private final int limit;
    private final Optional<String> token;

    private ListQuery(Set<CertificateStatus> statuses, int limit, Optional<String> token) {
        this.statuses = Set.copyOf(statuses);
        this.limit = limit;
        this.token = token;
    }

    /**
     * All certificates of the account, 1 000 to a page; nothing is hidden.
     *
     * @return the query
     */
    public static ListQuery all() {
        return new ListQuery(Set.of(), 1000, Optional.empty());
    }

    /**
     * Only those with one of these statuses.
     *
     * @param wanted the statuses; all when empty
     * @return a new query
     */
    public ListQuery withStatuses(Set<CertificateStatus> wanted) {
        return new ListQuery(wanted, limit, token);
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
        return new ListQuery(statuses, most, token);
    }

    /**
     * The page after another.
     *
     * @param nextToken from that page
     * @return a new query
     */
    public ListQuery after(String nextToken) {
        return new ListQuery(statuses, limit, Optional.of(nextToken));
    }

    /**
     * The statuses.
     *
     * @return all when empty
     */
    public Set<CertificateStatus> statuses() {
        return statuses;
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
}
