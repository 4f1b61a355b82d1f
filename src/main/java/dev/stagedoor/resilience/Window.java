package dev.stagedoor.resilience;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many calls there were lately, and how many of them failed. Time is cut into pieces that are forgotten one by one; each
 * piece is one {@code long}, so that counting takes no lock: when it was (24 bits), calls and failures (20 bits each).
 */
final class Window {
    private static final int PIECES = 10;
    private static final long MOST = (1 << 20) - 1;
    private static final long TIME_MASK = (1 << 24) - 1;
    private static final int TIME_SHIFT = 40;
    private static final int CALLS_SHIFT = 20;

    private final AtomicLongArray pieces = new AtomicLongArray(PIECES);
    private final long nanosOfPiece;

    Window(long nanos) {
        this.nanosOfPiece = Math.max(1, nanos / PIECES);
    }

    /** Calls within the window. */
    record Count(long calls, long failures) {
        /** In percent. */
        double failureRate() {
            return calls == 0 ? 0 : 100.0 * failures / calls;
        }
    }

    void add(long now, boolean isFailure) {
        var tick = tick(now);
        var index = (int) (tick % PIECES);
        var added = (1L << CALLS_SHIFT) + (isFailure ? 1 : 0);
        long held;
        long next;
        do {
            held = pieces.get(index);
            next = timeOf(held) != tick ? (tick << TIME_SHIFT) + added : isFull(held) ? held : held + added;
        } while (!pieces.compareAndSet(index, held, next));
    }

    private static boolean isFull(long piece) {
        return callsOf(piece) == MOST;
    }

    Count count(long now) {
        var tick = tick(now);
        long calls = 0;
        long failures = 0;
        for (var i = 0; i < PIECES; i++) {
            var piece = pieces.get(i);
            if (((tick - timeOf(piece)) & TIME_MASK) < PIECES) {
                calls += callsOf(piece);
                failures += piece & MOST;
            }
        }
        return new Count(calls, failures);
    }

    void clear() {
        for (var i = 0; i < PIECES; i++) {
            pieces.set(i, 0);
        }
    }

    private long tick(long now) {
        return Math.floorDiv(now, nanosOfPiece) & TIME_MASK;
    }

    private static long timeOf(long piece) {
        return piece >>> TIME_SHIFT;
    }

    private static long callsOf(long piece) {
        return (piece >>> CALLS_SHIFT) & MOST;
    }
}
