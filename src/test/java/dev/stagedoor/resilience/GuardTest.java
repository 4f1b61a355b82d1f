package dev.stagedoor.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.problem.BusyProblem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who gets in, and what is known of a provider afterwards. */
class GuardTest {
    private final AtomicLong clock = new AtomicLong();
    private final Guard guard = guard(2, 2);

    private Guard guard(int atOnce, int minimumCalls) {
        var settings = new GuardSettings(0, 0, 0, OptionalLong.empty(), 50, minimumCalls, 2_500, atOnce);
        var metrics = GuardMetrics.of(new SimpleMeterRegistry(), "openai", () -> null);
        return new Guard("openai", UUID.randomUUID(), settings, clock::get, 30_000, metrics);
    }

    @Test
    void shouldLetInAsManyAsThereArePlaces() {
        guard.enter();
        guard.enter();

        assertThat(guard.isReady()).isFalse();
        assertThatThrownBy(guard::enter).isInstanceOfSatisfying(BusyProblem.class, busy -> {
            assertThat(busy.code()).isEqualTo("upstream_busy");
            assertThat(busy.headers()).containsEntry("Retry-After", "1");
        });
        assertThat(guard.callsInFlight()).isEqualTo(2);
    }

    @Test
    void shouldGiveAPlaceBackOnce() {
        var pass = guard.enter();
        guard.enter();

        pass.leave();
        pass.leave();

        assertThat(guard.callsInFlight()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWithTheTimeLeftWhileTheBreakerIsOpen() {
        fail(2);

        assertThatThrownBy(guard::enter).isInstanceOfSatisfying(BusyProblem.class, busy -> {
            assertThat(busy.code()).isEqualTo("upstream_open");
            assertThat(busy.headers()).containsEntry("Retry-After", "3").containsEntry("retry-after-ms", "2500");
        });
        assertThat(guard.callsInFlight()).isZero();
    }

    @Test
    void shouldCountAnAnswerThatBreaksOffAsOneMoreCall() {
        var pass = guard.enter();
        pass.judge(Verdict.GOOD);

        pass.judge(Verdict.CUT_OFF);

        var shown = guard.shown("here");
        assertThat(shown.calls()).isEqualTo(2);
        assertThat(shown.failureRate()).isEqualTo(50);
        assertThat(shown.lastFailure()).isEqualTo("CUT_OFF");
    }

    @Test
    void shouldNotBlameAProviderThatAsksForPatience() {
        IntStream.range(0, 10).forEach(i -> judged(Verdict.ofStatus(429)));

        assertThat(guard.shown("here").failureRate()).isZero();
    }

    @Test
    void shouldProbeAgainWhenTheCallerOfAProbeLeaves() {
        fail(2);
        clock.addAndGet(2_500_000_000L);
        guard.enter().leave();

        judged(Verdict.GOOD);

        assertThat(guard.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void shouldNeverHoldMoreThanItsPlacesHoweverManyComeAtOnce() throws InterruptedException {
        var full = guard(10, 1_000_000);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    for (var call = 0; call < 20_000; call++) {
                        visit(full, inside, most);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(most.get()).isBetween(1, 10);
        assertThat(full.callsInFlight()).isZero();
    }

    private static void visit(Guard guard, AtomicInteger inside, AtomicInteger most) {
        try {
            var pass = guard.enter();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            pass.judge(Verdict.GOOD);
            inside.decrementAndGet();
            pass.leave();
        } catch (BusyProblem full) {
            Thread.onSpinWait();
        }
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(i -> judged(Verdict.UNREACHABLE));
    }

    private void judged(Verdict verdict) {
        var pass = guard.enter();
        pass.judge(verdict);
        pass.leave();
    }
}
