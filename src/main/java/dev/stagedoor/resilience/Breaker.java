package dev.stagedoor.resilience;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A circuit breaker: closed until too many of the latest calls fail, then open for a time, then half-open: one call is let
 * through as a probe, which closes it or opens it again. A probe of which nothing is heard for as long makes way for another.
 *
 * <p>Not SmallRye Fault Tolerance, whose guards see one {@code Uni}: here a failure may be an answer with a bad status, a place
 * is held until the last byte of a stream, and its state is to be shown. Its breaker with a bulkhead also costs five times as
 * much for each call (src/docs/resilience.md).
 */
final class Breaker {
    /** What it says to a call. */
    enum Admission {
        REFUSED,
        CALL,
        PROBE
    }

    /** As it is shown. */
    public enum State {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** As metrics have it. */
        int number() {
            return number;
        }
    }

    /** Until when nothing is let through; {@code isProbed} while it is to be heard of a probe. */
    private record Gap(long until, boolean isProbed) {}

    private final LongSupplier nanos;
    private final Window window;
    private final Consumer<State> listener;
    private final AtomicReference<Gap> gap = new AtomicReference<>();

    /**
     * A closed one.
     *
     * @param nanos the time, as {@link System#nanoTime} tells it
     * @param listener is told of each change
     */
    Breaker(LongSupplier nanos, long windowMillis, Consumer<State> listener) {
        this.nanos = nanos;
        this.window = new Window(TimeUnit.MILLISECONDS.toNanos(windowMillis));
        this.listener = listener;
    }

    Admission admit(GuardSettings settings) {
        var held = gap.get();
        return held == null ? Admission.CALL : probe(held, settings);
    }

    private Admission probe(Gap held, GuardSettings settings) {
        var now = nanos.getAsLong();
        if (now - held.until() < 0 || !gap.compareAndSet(held, new Gap(end(now, settings), true))) {
            return Admission.REFUSED;
        }
        listener.accept(State.HALF_OPEN);
        return Admission.PROBE;
    }

    private static long end(long now, GuardSettings settings) {
        return now + TimeUnit.MILLISECONDS.toNanos(settings.openTime());
    }

    /** Whether it would let a call through now. */
    boolean isReady() {
        var held = gap.get();
        return held == null || nanos.getAsLong() - held.until() >= 0;
    }

    void succeeded(boolean isProbe) {
        if (!isProbe) {
            window.add(nanos.getAsLong(), false);
        } else if (gap.getAndSet(null) != null) {
            window.clear();
            listener.accept(State.CLOSED);
        }
    }

    void failed(boolean isProbe, GuardSettings settings) {
        var now = nanos.getAsLong();
        if (isProbe) {
            gap.set(new Gap(end(now, settings), false));
            listener.accept(State.OPEN);
            return;
        }
        window.add(now, true);
        if (gap.get() == null
                && isTooMuch(window.count(now), settings)
                && gap.compareAndSet(null, new Gap(end(now, settings), false))) {
            listener.accept(State.OPEN);
        }
    }

    private static boolean isTooMuch(Window.Count count, GuardSettings settings) {
        return settings.failureRate() > 0
                && count.calls() >= settings.minimumCalls()
                && count.failureRate() >= settings.failureRate();
    }

    /** A probe that says nothing, since its caller left: the next call is one. */
    void learntNothing() {
        gap.updateAndGet(held -> held != null && held.isProbed() ? new Gap(nanos.getAsLong(), false) : held);
    }

    State state() {
        var held = gap.get();
        if (held == null) {
            return State.CLOSED;
        }
        return held.isProbed() || isReady() ? State.HALF_OPEN : State.OPEN;
    }

    /** Until a call is let through again, if not at once. */
    long millisToProbe() {
        var held = gap.get();
        return held == null ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(held.until() - nanos.getAsLong()));
    }

    Window.Count lately() {
        return window.count(nanos.getAsLong());
    }
}
