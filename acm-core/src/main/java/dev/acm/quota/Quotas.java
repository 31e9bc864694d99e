package dev.acm.quota;

import dev.acm.certificate.CertificateType;
import dev.acm.internal.Checks;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** The limits of every account. Immutable. All managers that share a store should have the same. */
public final class Quotas {
    private static final Quotas UNLIMITED = new Quotas(Map.of());

    private final Map<Quota, Long> limits;

    private Quotas(Map<Quota, Long> limits) {
        this.limits = Map.copyOf(limits);
    }

    /**
     * No limit at all; nothing is counted when something is asked for.
     *
     * @return the quotas
     */
    public static Quotas unlimited() {
        return UNLIMITED;
    }

    /**
     * ACM's published defaults:
     *
     * <ul>
     *   <li>2 500 certificates held, 5 000 requests within 365 days;
     *   <li>2 500 imported certificates held, 5 000 imports within 365 days.
     * </ul>
     *
     * @return the quotas
     */
    public static Quotas acm() {
        return UNLIMITED
                .with(Quota.CERTIFICATES_HELD, 2_500)
                .with(Quota.REQUESTS_PER_YEAR, 5_000)
                .with(Quota.IMPORTED_HELD, 2_500)
                .with(Quota.IMPORTS_PER_YEAR, 5_000);
    }

    /**
     * These, with one limit set.
     *
     * @param quota which
     * @param limit how much; 0 forbids
     * @return new quotas
     * @throws IllegalArgumentException if the limit is negative
     */
    public Quotas with(Quota quota, long limit) {
        Checks.require(limit >= 0, "limit must not be negative, got " + limit);
        Map<Quota, Long> changed = new EnumMap<>(Quota.class);
        changed.putAll(limits);
        changed.put(Objects.requireNonNull(quota, "quota"), limit);
        return new Quotas(changed);
    }

    /**
     * The limit of one quota.
     *
     * @param quota which
     * @return how much, or empty if it is not limited
     */
    public OptionalLong limit(Quota quota) {
        Long limit = limits.get(quota);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /**
     * Whether something of this type is limited.
     *
     * @param type the type
     * @return true if a quota counts it and has a limit
     */
    public boolean isLimited(CertificateType type) {
        return Arrays.stream(Quota.values()).anyMatch(quota -> quota.type() == type && limits.containsKey(quota));
    }
}
