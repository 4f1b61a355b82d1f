package dev.stagedoor.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.resilience.Breaker.Admission;
import dev.stagedoor.resilience.Breaker.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a breaker opens, and how it closes again, on a clock that the test turns. */
class BreakerTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final GuardSettings SETTINGS = settings(50, 4);

    /** Begins in the negative, as {@link System#nanoTime} may. */
    private final AtomicLong clock = new AtomicLong(-Duration.ofHours(1).toNanos());

    private final List<State> changes = new ArrayList<>();
    private final Breaker breaker = new Breaker(clock::get, WINDOW.toMillis(), changes::add);

    private static GuardSettings settings(int failureRate, int minimumCalls) {
        return new GuardSettings(
                0, 0, 0, OptionalLong.empty(), failureRate, minimumCalls, 10_000, GuardSettings.UNBOUNDED);
    }

    @Test
    void shouldStayClosedWhileFewerCallsFailedThanSayAnything() {
        fail(3);

        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.CALL);
    }

    @Test
    void shouldOpenWhenTheRateIsReached() {
        succeed(2);
        fail(2);

        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.REFUSED);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.millisToProbe()).isEqualTo(10_000);
    }

    @Test
    void shouldStayClosedBelowTheRate() {
        succeed(4);
        fail(3);

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.lately().failureRate()).isBetween(42.8, 42.9);
    }

    @Test
    void shouldForgetWhatIsOlderThanTheWindow() {
        fail(3);
        pass(WINDOW);
        succeed(2);
        fail(1);

        assertThat(breaker.lately()).isEqualTo(new Window.Count(3, 1));
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldCountWhatIsYoungerThanTheWindow() {
        fail(3);
        pass(WINDOW.minusSeconds(4));
        fail(1);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldNeverOpenWhereTheRateIsZero() {
        IntStream.range(0, 100).forEach(i -> breaker.failed(false, settings(0, 1)));

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldLetOneProbeThroughWhenTheTimeIsOver() {
        fail(4);
        pass(Duration.ofSeconds(10));

        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.PROBE);
        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.REFUSED);
    }

    @Test
    void shouldCloseWhenTheProbeSucceeds() {
        probe();

        breaker.succeeded(true);

        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.CALL);
        assertThat(breaker.lately().calls()).isZero();
        assertThat(changes).containsExactly(State.OPEN, State.HALF_OPEN, State.CLOSED);
    }

    @Test
    void shouldOpenAgainWhenTheProbeFails() {
        probe();

        breaker.failed(true, SETTINGS);

        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.REFUSED);
        assertThat(breaker.millisToProbe()).isEqualTo(10_000);
    }

    @Test
    void shouldLetTheNextCallProbeWhenTheProbeSaysNothing() {
        probe();

        breaker.learntNothing();

        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.PROBE);
    }

    @Test
    void shouldNotWaitForAProbeForEver() {
        probe();
        pass(Duration.ofSeconds(10));

        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.PROBE);
    }

    @Test
    void shouldNotCloseForACallThatBeganBeforeItOpened() {
        fail(4);

        breaker.succeeded(false);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    private void probe() {
        fail(4);
        pass(Duration.ofSeconds(10));
        assertThat(breaker.admit(SETTINGS)).isEqualTo(Admission.PROBE);
    }

    private void succeed(int times) {
        IntStream.range(0, times).forEach(i -> breaker.succeeded(false));
    }

    private void fail(int times) {
        IntStream.range(0, times).forEach(i -> breaker.failed(false, SETTINGS));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
