package dev.acm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lets lanes take turns. Depends on its arguments only. */
final class Turns {
    private Turns() {}

    /**
     * The same items, so that the groups of the last key take turns, within a group those of the key before, and so on.
     * Within the innermost group the order stays.
     *
     * @param inOrder the items as they came
     * @param keys from the innermost group to the outermost
     */
    static <T> List<T> taken(List<T> inOrder, List<Function<T, Object>> keys) {
        List<T> order = inOrder;
        for (Function<T, Object> key : keys) {
            order = interleaved(order, key);
        }
        return order;
    }

    private static <T> List<T> interleaved(List<T> order, Function<T, Object> key) {
        Map<Object, Integer> seen = new HashMap<>();
        List<Ranked<T>> ranked = new ArrayList<>(order.size());
        order.forEach(item -> ranked.add(new Ranked<>(seen.merge(key.apply(item), 1, Integer::sum), item)));
        ranked.sort(Comparator.comparingInt(Ranked::rank));
        return ranked.stream().map(Ranked::item).toList();
    }

    private record Ranked<T>(int rank, T item) {}
}
