package dev.stagedoor.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That each gets its share, whatever order they are listed in. */
class SharesTest {
    private static final int CALLS = 100_000;
    private static final Map<String, Integer> WEIGHTS = Map.of("a", 1, "b", 3, "c", 6);

    private final Random random = new Random(42);

    private List<String> order() {
        return Shares.inOrder(List.of("a", "b", "c"), WEIGHTS::get, random);
    }

    private Map<String, Long> counted(Function<List<String>, String> pick) {
        return IntStream.range(0, CALLS)
                .mapToObj(i -> pick.apply(order()))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }

    @Test
    void shouldAskEachFirstAsOftenAsItsWeightSays() {
        var first = counted(List::getFirst);

        WEIGHTS.forEach(
                (name, weight) -> assertThat(first.get(name) / (double) CALLS).isCloseTo(weight / 10.0, within(0.01)));
    }

    @Test
    void shouldShareTheCallsOfOneThatFailsByTheOthersWeights() {
        var afterC = IntStream.range(0, CALLS)
                .mapToObj(i -> order())
                .filter(order -> order.getFirst().equals("c"))
                .collect(Collectors.groupingBy(order -> order.get(1), Collectors.counting()));

        assertThat(afterC.get("b") / (double) afterC.get("a")).isCloseTo(3, within(0.15));
    }

    @Test
    void shouldNameEachOnce() {
        assertThat(order()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void shouldHaveNothingToShareAmongNone() {
        assertThat(Shares.inOrder(List.<String>of(), WEIGHTS::get, random)).isEmpty();
    }
}
