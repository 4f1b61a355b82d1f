package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Target;
import dev.stagedoor.support.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a node keeps in memory of the limits that its calls meet. */
class WindowsTest {
    private static final int REMEMBERED = 10;
    private static final int MET = 50;

    private final Store store = new Store();
    private final VirtualClock clock = new VirtualClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Windows windows = new Windows(store, new Settings(), clock, null, metrics);

    /** A store that answers at once. */
    private static final class Store extends LeaseRepository {
        private final Map<Long, Shelf> shelves = new HashMap<>();

        Store() {
            super(null, null, null);
        }

        @Override
        Uni<List<Draw.Answer>> draw(List<Draw> draws) {
            return Uni.createFrom().item(() -> draws.stream()
                    .map(draw -> shelf(draw.limit().id()).draw(draw))
                    .toList());
        }

        private Shelf shelf(long id) {
            return shelves.computeIfAbsent(id, limit -> new Shelf(1_000));
        }
    }

    private record Settings() implements LimitsConfig {
        @Override
        public long assumedAnswer() {
            return 1;
        }

        @Override
        public WhenAway whenStoreIsAway() {
            return WhenAway.REFUSE;
        }

        @Override
        public Duration reportEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int remembered() {
            return REMEMBERED;
        }
    }

    private static UsageLimit limit(long id) {
        return new UsageLimit(id, Target.integration("i" + id), Counts.TOKENS, LimitPeriod.MONTH, 1_000);
    }

    /** A call that reserves a hundred tokens. */
    private Share call(long limit) {
        var window = windows.of(limit(limit));
        if (window.take(100, clock.millis()) == Verdict.TO_BE_ASKED) {
            windows.ask(window, new Waiter(100, verdict -> assertThat(verdict).isEqualTo(Verdict.GRANTED)));
        }
        return new Share(window, 100);
    }

    private void reportThrice() {
        IntStream.range(0, 3).forEach(time -> windows.report());
    }

    private double kept() {
        return metrics.get("stagedoor.limits.windows").gauge().value();
    }

    @Test
    void shouldForgetThoseThatNoCallHasToDoWithWhenThereAreMoreThanItShallRemember() {
        IntStream.range(0, MET).forEach(limit -> call(limit).settle(40));

        reportThrice();

        assertThat(kept()).isEqualTo(REMEMBERED);
    }

    @Test
    void shouldGoOnCountingWhereItForgot() {
        IntStream.range(0, MET).forEach(limit -> call(limit).settle(40));
        reportThrice();

        IntStream.range(0, MET).forEach(limit -> call(limit).settle(7));
        reportThrice();

        assertThat(store.shelves).hasSize(MET);
        assertThat(store.shelves.values())
                .allSatisfy(shelf -> assertThat(shelf.taken()).isEqualTo(47));
    }

    @Test
    void shouldForgetNoneThatACallHoldsSomethingOf() {
        var calls = IntStream.range(0, MET).mapToObj(this::call).toList();

        reportThrice();
        assertThat(kept()).isEqualTo(MET);

        calls.forEach(call -> call.settle(40));
        reportThrice();
        assertThat(kept()).isEqualTo(REMEMBERED);
        assertThat(store.shelves.values())
                .allSatisfy(shelf -> assertThat(shelf.taken()).isEqualTo(40));
    }

    /** Much is left, so that a slice of it is drawn beside what a call needs. */
    @Test
    void shouldLeaveAloneTheStoreWhenNobodyCalls() {
        call(1).settle(1);
        call(1).settle(1);
        reportThrice();
        var draws = store.shelf(1).draws();

        reportThrice();

        assertThat(store.shelf(1).draws()).isEqualTo(draws);
        assertThat(store.shelf(1).taken()).isEqualTo(2);
    }

    @Test
    void shouldForgetAllOfAPeriodThatIsOver() {
        IntStream.range(0, MET).forEach(this::call);

        clock.advance(Duration.ofDays(31));
        windows.report();

        assertThat(kept()).isZero();
    }
}
