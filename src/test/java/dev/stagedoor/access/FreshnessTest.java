package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final AtomicLong clock = new AtomicLong(42);
    private final Freshness freshness = new Freshness(new FixedAccessConfig(LIMIT, GRACE), clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void shouldTrustNothingBeforeTheStoreHasAnsweredOnce() {
        assertThat(freshness.currentOrNegative()).isNegative();

        freshness.lose();

        assertThat(freshness.currentOrNegative()).isNegative();
        assertThat(freshness.isInGrace()).isFalse();
    }

    @Test
    void shouldTrustAnAnswerForTheLimitAndNoLonger() {
        freshness.confirm(7, clock.get(), true);

        pass(LIMIT.minusNanos(1));
        assertThat(freshness.currentOrNegative()).isEqualTo(7);

        pass(Duration.ofNanos(1));
        assertThat(freshness.currentOrNegative()).isNegative();
    }

    /** The answer may be from the moment of the question: a change that was committed between the two is not in it. */
    @Test
    void shouldCountFromTheQuestionAndNotFromTheAnswer() {
        var askedAt = clock.get();
        pass(LIMIT);

        freshness.confirm(7, askedAt, true);

        assertThat(freshness.currentOrNegative()).isNegative();
    }

    @Test
    void shouldNeverGoBackToAnOlderVersion() {
        freshness.advanceTo(9);
        freshness.confirm(7, clock.get(), true);

        assertThat(freshness.currentOrNegative()).isEqualTo(9);
    }

    @Test
    void shouldKeepTheOlderQuestionFromMakingTheNewerAnswerLookOld() {
        var older = clock.get();
        pass(LIMIT);
        freshness.confirm(8, clock.get(), true);
        freshness.confirm(7, older, true);

        assertThat(freshness.currentOrNegative()).isEqualTo(8);
    }

    @Test
    void shouldGoOnWithoutTheStoreUntilTheGraceIsOver() {
        freshness.confirm(7, clock.get(), true);
        pass(LIMIT);
        assertThat(freshness.lose()).isTrue();
        assertThat(freshness.lose()).isFalse();
        assertThat(freshness.isInGrace()).isTrue();
        assertThat(freshness.currentOrNegative()).isEqualTo(7);

        pass(GRACE.minus(LIMIT).minusNanos(1));
        assertThat(freshness.currentOrNegative()).isEqualTo(7);

        pass(Duration.ofNanos(1));
        assertThat(freshness.currentOrNegative()).isNegative();
        assertThat(freshness.isInGrace()).isFalse();
    }

    /** What a change on this node took stays taken, store or no store. */
    @Test
    void shouldNotFallBehindInTheGrace() {
        freshness.confirm(7, clock.get(), true);
        freshness.lose();
        freshness.advanceTo(8);

        assertThat(freshness.currentOrNegative()).isEqualTo(8);
    }

    @Test
    void shouldTellHowLongTheStoreWasAwayWhenItIsBack() {
        freshness.confirm(7, clock.get(), true);
        freshness.lose();
        pass(Duration.ofSeconds(60));
        assertThat(freshness.awayFor()).contains(Duration.ofSeconds(60));

        assertThat(freshness.confirm(8, clock.get(), true)).contains(Duration.ofSeconds(60));

        assertThat(freshness.isAway()).isFalse();
        assertThat(freshness.awayFor()).isEmpty();
        assertThat(freshness.currentOrNegative()).isEqualTo(8);
    }

    /** When a store that was frozen goes on, it answers first what it was asked when it froze. */
    @Test
    void shouldNotTakeAnAnswerFromBeforeTheOutageForItsEnd() {
        var before = clock.get();
        freshness.confirm(7, before, true);
        pass(LIMIT);
        freshness.lose();
        pass(Duration.ofSeconds(60));

        assertThat(freshness.confirm(7, before, false)).isEmpty();

        assertThat(freshness.currentOrNegative()).isEqualTo(7);
        assertThat(freshness.isInGrace()).isTrue();
    }

    @Test
    void shouldRefuseAtOnceWithoutGrace() {
        var strict = new Freshness(new FixedAccessConfig(LIMIT, Duration.ZERO), clock::get);
        strict.confirm(7, clock.get(), true);
        strict.lose();

        pass(LIMIT);

        assertThat(strict.currentOrNegative()).isNegative();
    }
}
