package dev.stagedoor.limit;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one call has reserved of every limit that applies to it. However many ends a call comes to at once, one of them
 * counts: the first to settle or release.
 */
public final class Reservation {
    /** Of all calls that nothing limits; they do not wait for each other. */
    public static final Reservation NONE = new Reservation(InstantSource.system());

    private final InstantSource clock;
    private final List<Share> shares = new ArrayList<>(2);
    private boolean isOver;

    Reservation(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds what was granted; to a reservation that is over, because its call went away, it goes right back. */
    synchronized void add(Share share) {
        if (isOver) {
            share.settle(0);
        } else {
            shares.add(share);
        }
    }

    /** The call is over and came to this; what it reserved beyond that is free at once. */
    public void settle(long tokens, long costNanos) {
        if (this != NONE) {
            endOnce().forEach(share -> share.settle(share.counts().of(tokens, costNanos)));
        }
    }

    /** The call never went out: it does not count at all. */
    public void release() {
        if (this != NONE) {
            endOnce().forEach(share -> share.settle(0));
        }
    }

    private synchronized List<Share> endOnce() {
        var ended = isOver ? List.<Share>of() : List.copyOf(shares);
        isOver = true;
        return ended;
    }

    /**
     * What the reply tells in OpenAI's {@code x-ratelimit-*} headers: how much of the tightest limit on requests, and of that
     * on tokens, is left; none where there is no such limit.
     */
    public Map<String, List<String>> headers() {
        return this == NONE ? Map.of() : LimitHeaders.of(reserved(), clock.millis());
    }

    private synchronized List<Share> reserved() {
        return List.copyOf(shares);
    }
}
