package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.graph.Target;
import dev.stagedoor.limit.LimitPeriod.Span;
import dev.stagedoor.limit.LimitsConfig.WhenAway;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a node does with its slice of a limit, without a store and without time passing by itself. */
class WindowTest {
    private static final Span MINUTE = new Span(0, 60_000);
    private static final long RENEW_EVERY = 10_000;

    private final List<Verdict> verdicts = new ArrayList<>();
    private long now;

    private static UsageLimit limit(long amount) {
        return new UsageLimit(1, Target.integration("i"), Counts.TOKENS, LimitPeriod.MINUTE, amount);
    }

    private static Window node(long amount) {
        return new Window(limit(amount), MINUTE, 0, WhenAway.REFUSE);
    }

    private void await(Window node, long need) {
        node.enqueue(new Waiter(need, verdicts::add));
    }

    private void serve(Window node, Shelf store) {
        for (var draw = node.draw(now); draw.isPresent(); draw = node.draw(now)) {
            node.answered(store.draw(draw.get()), now).forEach(Window.Decided::tell);
        }
    }

    /** A call as the gateway makes it, all in one go. */
    private Verdict call(Window node, Shelf store, long need) {
        var verdict = node.take(need, now);
        if (verdict != Verdict.TO_BE_ASKED) {
            return verdict;
        }
        verdicts.clear();
        await(node, need);
        serve(node, store);
        return verdicts.getFirst();
    }

    @Test
    void shouldGrantExactlyWhatThereIsToCallsThatWaitTogether() {
        var store = new Shelf(10);
        var node = node(10);

        IntStream.range(0, 1_000).forEach(call -> await(node, 1));
        serve(node, store);

        assertThat(verdicts).hasSize(1_000).startsWith(Verdict.GRANTED);
        assertThat(verdicts.stream().filter(Verdict.GRANTED::equals)).hasSize(10);
        assertThat(store.draws()).isOne();
    }

    @Test
    void shouldServeCallsInTheOrderInWhichTheyCame() {
        var store = new Shelf(10);
        var node = node(10);

        Stream.of(6, 5, 4).forEach(need -> await(node, need));
        serve(node, store);

        assertThat(verdicts).containsExactly(Verdict.GRANTED, Verdict.REFUSED, Verdict.GRANTED);
    }

    @Test
    void shouldGrantExactlyWhatThereIsOnThreeNodes() {
        var store = new Shelf(10);
        var nodes = List.of(node(10), node(10), node(10));

        var granted = IntStream.range(0, 1_000)
                .filter(number -> call(nodes.get(number % 3), store, 1) == Verdict.GRANTED)
                .count();

        assertThat(granted).isEqualTo(10);
    }

    @Test
    void shouldGrantExactlyAsMuchWhenThreeNodesAskAtOnce() throws InterruptedException {
        var store = new Shelf(1_000);
        var granted = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var node : List.of(node(1_000), node(1_000), node(1_000))) {
                IntStream.range(0, 2)
                        .forEach(half -> threads.execute(() -> {
                            for (var i = 0; i < 2_000; i++) {
                                callAtOnce(node, store, granted);
                            }
                        }));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(granted).hasValue(1_000);
        assertThat(store.taken()).isEqualTo(1_000);
    }

    private static void callAtOnce(Window node, Shelf store, AtomicInteger granted) {
        var verdict = node.take(1, 0);
        if (verdict == Verdict.GRANTED) {
            granted.incrementAndGet();
        } else if (verdict == Verdict.TO_BE_ASKED) {
            node.enqueue(new Waiter(1, decided -> granted.addAndGet(decided == Verdict.GRANTED ? 1 : 0)));
        }
        for (var draw = node.draw(0); draw.isPresent(); draw = node.draw(0)) {
            node.answered(store.draw(draw.get()), 0).forEach(Window.Decided::tell);
        }
    }

    @Test
    void shouldSettleEveryReservationWithoutLosingOrMakingAnyWhenThreadsRace() throws InterruptedException {
        var store = new Shelf(1_000_000);
        var node = node(1_000_000);
        var used = new AtomicLong();
        try (var threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 4)
                    .forEach(thread -> threads.execute(() -> {
                        for (var i = 0; i < 5_000; i++) {
                            reserveAndSettleTwice(node, store, i % 7, used);
                        }
                    }));
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        store.draw(node.last());

        assertThat(store.taken()).isEqualTo(used.get());
    }

    private static void reserveAndSettleTwice(Window node, Shelf store, long cost, AtomicLong used) {
        if (node.take(10, 0) == Verdict.GRANTED) {
            var reservation = new Reservation(InstantSource.system());
            reservation.add(new Share(node, 10));
            used.addAndGet(cost);
            reservation.settle(cost, 0);
            reservation.settle(cost, 0);
            reservation.release();
        } else {
            node.enqueue(new Waiter(10, verdict -> {
                if (verdict == Verdict.GRANTED) {
                    new Share(node, 10).settle(0);
                }
            }));
            for (var draw = node.draw(0); draw.isPresent(); draw = node.draw(0)) {
                node.answered(store.draw(draw.get()), 0).forEach(Window.Decided::tell);
            }
        }
    }

    @Test
    void shouldAskTheStoreSeldomWhenMuchIsLeft() {
        var store = new Shelf(1_000_000);
        var node = node(1_000_000);

        for (var i = 0; i < 100_000; i++) {
            assertThat(call(node, store, 1)).isEqualTo(Verdict.GRANTED);
            serve(node, store);
        }

        assertThat(store.draws()).isLessThan(50);
    }

    @Test
    void shouldRefuseWithoutAskingForAMomentOnceThereIsNothingLeft() {
        var store = new Shelf(1);
        var node = node(1);
        call(node, store, 1);
        call(node, store, 1);
        var draws = store.draws();

        assertThat(call(node, store, 1)).isEqualTo(Verdict.REFUSED);
        assertThat(store.draws()).isEqualTo(draws);

        now += 251;
        assertThat(call(node, store, 1)).isEqualTo(Verdict.REFUSED);
        assertThat(store.draws()).isEqualTo(draws + 1);
    }

    @Test
    void shouldGiveBackAtOnceWhatACallDidNotUse() {
        var store = new Shelf(100);
        var node = node(100);
        assertThat(call(node, store, 100)).isEqualTo(Verdict.GRANTED);
        assertThat(call(node, store, 1)).isEqualTo(Verdict.REFUSED);

        node.settle(100, 40);

        assertThat(call(node, store, 60)).isEqualTo(Verdict.GRANTED);
        assertThat(call(node, store, 1)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void shouldHoldLaterCallsToWhatACallUsedBeyondItsReservation() {
        var store = new Shelf(100);
        var node = node(100);
        call(node, store, 10);

        node.settle(10, 95);

        assertThat(call(node, store, 6)).isEqualTo(Verdict.REFUSED);
        assertThat(call(node, store, 5)).isEqualTo(Verdict.GRANTED);
        assertThat(store.taken()).isEqualTo(100);
    }

    @Test
    void shouldRefuseACallThatIsLargerThanTheWholeLimitWithoutAsking() {
        var store = new Shelf(100);

        assertThat(call(node(100), store, 101)).isEqualTo(Verdict.REFUSED);
        assertThat(store.draws()).isZero();
    }

    @Test
    void shouldGiveBackWhatItHoldsWhenNobodyCalls() {
        var store = new Shelf(100);
        var idle = node(100);
        var other = node(100);
        call(idle, store, 100);
        idle.settle(100, 10);

        report(idle, store);
        assertThat(store.taken()).isEqualTo(10);

        assertThat(call(other, store, 90)).isEqualTo(Verdict.GRANTED);
        assertThat(call(other, store, 1)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void shouldHaveNothingToReportWhenNothingHappened() {
        var store = new Shelf(100);
        var node = node(100);
        call(node, store, 1);
        node.settle(1, 1);
        report(node, store);
        report(node, store);
        var draws = store.draws();

        report(node, store);

        assertThat(store.draws()).isEqualTo(draws);
    }

    @Test
    void shouldReportARefusalThoughNoCallCameThrough() {
        var store = new Shelf(100);
        var node = node(100);
        report(node, store);

        node.take(101, now);

        assertThat(node.report(now, RENEW_EVERY)).map(Draw::refused).contains(1L);
    }

    @Test
    void shouldRenewTheLeaseOfACallThatTakesLong() {
        var store = new Shelf(100);
        var node = node(100);
        call(node, store, 1);
        report(node, store);
        assertThat(node.report(now, RENEW_EVERY)).isEmpty();

        now += RENEW_EVERY;

        assertThat(node.report(now, RENEW_EVERY)).map(Draw::inHand).contains(1L);
    }

    private void report(Window node, Shelf store) {
        node.report(now, RENEW_EVERY)
                .ifPresent(draw -> node.answered(store.draw(draw), now).forEach(Window.Decided::tell));
    }

    @Test
    void shouldKeepWhatIsUsedOfAKilledNodeAndWhatItHeld() {
        var store = new Shelf(10);
        call(node(10), store, 4);

        var survivor = node(10);

        assertThat(call(survivor, store, 7)).isEqualTo(Verdict.REFUSED);
        assertThat(call(survivor, store, 6)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void shouldLoseNothingWhenTheAnswerToADrawIsLost() {
        var store = new Shelf(10);
        var node = node(10);
        await(node, 3);
        store.draw(node.draw(now).orElseThrow());

        node.unanswered().forEach(Window.Decided::tell);
        assertThat(verdicts).containsExactly(Verdict.UNKNOWN);
        report(node, store);

        assertThat(store.taken()).isZero();
        assertThat(call(node, store, 10)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void shouldChangeNothingWhenADrawArrivesAfterALaterOne() {
        var store = new Shelf(10);
        var node = node(10);
        await(node, 3);
        var late = node.draw(now).orElseThrow();
        node.unanswered();
        report(node, store);
        call(node, store, 5);

        assertThat(store.draw(late).granted()).isZero();

        assertThat(store.taken()).isEqualTo(5);
    }

    @Test
    void shouldLiveOnWhatIsInHandWhileTheStoreIsAway() {
        var store = new Shelf(1_000);
        var node = new Window(limit(1_000), MINUTE, 40, WhenAway.REFUSE);
        call(node, store, 10);
        node.settle(10, 8);
        node.report(now, RENEW_EVERY);
        node.unanswered();

        assertThat(node.take(15, now)).isEqualTo(Verdict.GRANTED);
        assertThat(node.take(15, now)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void shouldCountLaterWhatItAdmittedWhileTheStoreWasAway() {
        var store = new Shelf(100);
        var node = new Window(limit(100), MINUTE, 0, WhenAway.ADMIT);
        await(node, 70);
        node.draw(now);
        node.unanswered().forEach(Window.Decided::tell);
        assertThat(verdicts).containsExactly(Verdict.GRANTED);
        assertThat(node.take(70, now)).isEqualTo(Verdict.GRANTED);

        report(node, store);

        assertThat(store.taken()).isEqualTo(140);
        assertThat(call(node, store, 1)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void shouldHoldToANewAmountAtOnce() {
        var store = new Shelf(50);
        var node = node(1_000);
        node.answered(new Draw.Answer(500, 500), now);
        assertThat(node.take(1, now)).isEqualTo(Verdict.GRANTED);

        node.change(limit(50));

        assertThat(call(node, store, 50)).isEqualTo(Verdict.REFUSED);
        assertThat(call(node, store, 49)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void shouldLetEverybodyPassWhenTheLimitIsTakenAway() {
        var node = node(1);
        await(node, 1);
        await(node, 1);

        node.draw(now);
        node.answered(Draw.Answer.GONE, now).forEach(Window.Decided::tell);

        assertThat(verdicts).containsExactly(Verdict.GRANTED, Verdict.GRANTED);
        assertThat(node.take(1, now)).isEqualTo(Verdict.GRANTED);
    }
}
