package dev.acm.validation.perspective;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many remote vantage points must agree with the primary one, by the day of issuing (BR 3.2.2.9). It is for the host to
 * place them 500 km apart, with resolvers of their own.
 *
 * @param minimumRemotes how many remote vantage points there must be
 * @param minimumRegions in how many regions those that agree must lie
 * @param binding whether dissent forbids issuing; otherwise the remote vantage points must only be asked
 */
public record Quorum(int minimumRemotes, int minimumRegions, boolean binding) {
    private static final int MANY_REMOTES = 6;

    private static final NavigableMap<LocalDate, Quorum> BY_DATE = new TreeMap<>(Map.of(
            LocalDate.MIN,
            new Quorum(0, 0, false),
            LocalDate.of(2025, 3, 15),
            new Quorum(2, 0, false),
            LocalDate.of(2025, 9, 15),
            new Quorum(2, 1, true),
            LocalDate.of(2026, 3, 15),
            new Quorum(3, 2, true),
            LocalDate.of(2026, 6, 15),
            new Quorum(4, 2, true),
            LocalDate.of(2026, 12, 15),
            new Quorum(5, 2, true)));

    /**
     * The rule for public certificates issued on a day. Before 2025-03-15 there was none, and until 2025-09-15 dissent did not bind.
     *
     * @param day the day of issuing, in UTC
     * @return the rule
     */
    public static Quorum on(LocalDate day) {
        return BY_DATE.floorEntry(day).getValue();
    }

    /**
     * How many may disagree or fail: 1 of two to five, 2 of six and more.
     *
     * @param remotes how many remote vantage points were asked
     * @return 0 and up
     */
    public int tolerated(int remotes) {
        if (remotes < 2) {
            return 0;
        }
        return remotes < MANY_REMOTES ? 1 : 2;
    }

    /**
     * Whether the remote vantage points corroborate what the primary one found.
     *
     * @param remotes how many were asked
     * @param agreeing the regions of those that agree, one entry each
     * @return true if there are enough of them, in enough regions, and few enough of the others
     */
    public boolean isMet(int remotes, Collection<Region> agreeing) {
        if (remotes < minimumRemotes) {
            return false;
        }
        boolean agreed =
                remotes - agreeing.size() <= tolerated(remotes) && new HashSet<>(agreeing).size() >= minimumRegions;
        return agreed || !binding;
    }

    /**
     * The days from which another rule holds.
     *
     * @return in order, without the beginning of time
     */
    public static List<LocalDate> changes() {
        return BY_DATE.tailMap(LocalDate.MIN, false).navigableKeySet().stream().toList();
    }
}
