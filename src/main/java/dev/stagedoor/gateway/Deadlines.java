package dev.stagedoor.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a provider may take: until its answer begins after the last piece that it was sent, between two pieces of it, and over all. When it takes longer the
 * request is reset. There is one timer for a call, which is set anew when it rings and not with each piece; all happens on
 * the event loop of the call.
 */
final class Deadlines {
    private final Vertx vertx;
    private final HttpClientRequest request;
    private final Limits limits;
    private final long begunAt = System.nanoTime();
    private long silentSince = begunAt;
    private long longestSilence;
    private boolean isAwaited = true;
    private boolean isLate;
    private long timer;

    /** How long it may take until the answer begins, between two pieces of it, and over all. */
    record Limits(Duration firstByte, Duration gap, Duration total) {}

    private Deadlines(Vertx vertx, HttpClientRequest request, Limits limits) {
        this.vertx = vertx;
        this.request = request;
        this.limits = limits;
        this.longestSilence = limits.firstByte().toNanos();
    }

    static Deadlines start(Vertx vertx, HttpClientRequest request, Limits limits) {
        var deadlines = new Deadlines(vertx, request, limits);
        deadlines.setTimer();
        return deadlines;
    }

    /** The answer has begun. */
    void answered() {
        longestSilence = limits.gap().toNanos();
        silentSince = System.nanoTime();
    }

    /** A piece of what it answers to was sent. */
    void sent() {
        silentSince = System.nanoTime();
    }

    /** A piece of it has come; {@code isAwaited} says whether anybody waits for the next one already. */
    void heard(boolean isAwaited) {
        this.isAwaited = isAwaited;
        if (isAwaited) {
            silentSince = System.nanoTime();
        }
    }

    /** Somebody waits for the next piece. Until then it was the caller who was slow, and not the provider. */
    void await() {
        if (!isAwaited) {
            heard(true);
        }
    }

    void over() {
        vertx.cancelTimer(timer);
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
            request.reset();
        }
    }

    private long nanosLeft(long now) {
        var ofAll = limits.total().toNanos() - (now - begunAt);
        var ofSilence = isAwaited ? longestSilence - (now - silentSince) : longestSilence;
        return Math.min(ofAll, ofSilence);
    }
}
