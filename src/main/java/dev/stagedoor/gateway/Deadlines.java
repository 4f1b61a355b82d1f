package dev.stagedoor.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a provider may take: to take what it is sent, until its answer begins, between two pieces of it, and over all. When
 * it takes longer the request is reset. There is one timer for a call, which is set anew when it rings and not with each piece; all happens on
 * the event loop of the call.
 */
final class Deadlines {
    private final Vertx vertx;
    private final Limits limits;
    private final long begunAt = System.nanoTime();
    private long silentSince = begunAt;
    private long longestSilence;
    private boolean isAwaited = true;
    private boolean isLate;
    private long timer;
    private Runnable whenLate;

    /** How long it may take until the answer begins, between two pieces of it, and over all. */
    record Limits(Duration firstByte, Duration gap, Duration total) {}

    private Deadlines(Vertx vertx, HttpClientRequest request, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.longestSilence = limits.firstByte().toNanos();
        this.whenLate = request::reset;
    }

    static Deadlines start(Vertx vertx, HttpClientRequest request, Limits limits) {
        var deadlines = new Deadlines(vertx, request, limits);
        deadlines.setTimer();
        return deadlines;
    }

    /** The answer has begun. */
    void answered() {
        isAwaited = true;
        longestSilence = limits.gap().toNanos();
        silentSince = System.nanoTime();
    }

    /** The provider has done its part for now; {@code isAwaited} says whether anybody waits for its next one already. */
    void heard(boolean isAwaited) {
        this.isAwaited = isAwaited;
        if (isAwaited) {
            silentSince = System.nanoTime();
        }
    }

    /** It is the provider's turn. Until then it was the caller who was slow, in sending or in taking. */
    void await() {
        if (!isAwaited) {
            heard(true);
        }
    }

    void over() {
        vertx.cancelTimer(timer);
    }

    /** What to do in place of resetting the request. */
    void whenLate(Runnable other) {
        whenLate = other;
    }

    /** What a failure of the request means. */
    Throwable reasonFor(Throwable failure) {
        return isLate ? new TimeoutException("the provider took too long") : failure;
    }

    private void setTimer() {
        var left = nanosLeft(System.nanoTime());
        timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)), rung -> ring());
    }

    private void ring() {
        if (nanosLeft(System.nanoTime()) > 0) {
            setTimer();
        } else {
            isLate = true;
            whenLate.run();
        }
    }

    private long nanosLeft(long now) {
        var ofAll = limits.total().toNanos() - (now - begunAt);
        var ofSilence = isAwaited ? longestSilence - (now - silentSince) : longestSilence;
        return Math.min(ofAll, ofSilence);
    }
}
