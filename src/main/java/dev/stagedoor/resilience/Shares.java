package dev.stagedoor.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** Shares calls out by weight. */
public final class Shares {
    private Shares() {}

    /**
     * All of them in an order by chance, in which each is first as often as its share of the weights says; and of the rest
     * again, so that the others take over from one that fails by their weights too.
     *
     * @param weight 1 or more
     */
    public static <T> List<T> inOrder(List<T> items, ToIntFunction<T> weight, RandomGenerator random) {
        var left = new ArrayList<>(items);
        var total = left.stream().mapToLong(weight::applyAsInt).sum();
        List<T> ordered = new ArrayList<>(left.size());
        while (!left.isEmpty()) {
            var next = left.remove(at(random.nextLong(total), left, weight));
            total -= weight.applyAsInt(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static <T> int at(long point, List<T> items, ToIntFunction<T> weight) {
        var passed = 0L;
        for (var i = 0; i < items.size(); i++) {
            passed += weight.applyAsInt(items.get(i));
            if (point < passed) {
                return i;
            }
        }
        return items.size() - 1;
    }
}
