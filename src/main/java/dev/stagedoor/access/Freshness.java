package dev.stagedoor.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The newest version of the access graph that is known here, and until when it may be trusted: for a limited time after the
 * store last confirmed it, and for a longer one, the grace, while the store is away and cannot be asked.
 */
final class Freshness {
    private static final long UNCONFIRMED = -1;

    private final LongSupplier nanos;
    private final long limit;
    private final long grace;
    private final AtomicLong known = new AtomicLong();
    private volatile long confirmedAt;
    private volatile long awaySince;
    private volatile boolean isAway;

    /** @param nanos a clock that only goes forward, such as {@link System#nanoTime} */
    Freshness(AccessConfig config, LongSupplier nanos) {
        this.nanos = nanos;
        this.limit = config.maxStaleness().toNanos();
        this.grace = config.grace().toNanos();
        this.confirmedAt = nanos.getAsLong() - Math.max(limit, grace);
    }

    /** The version below which nothing in memory may be used; negative when the store must confirm it first. */
    long currentOrNegative() {
        var age = age();
        return age < limit || (isAway && age < grace) ? known.get() : UNCONFIRMED;
    }

    /** Nanoseconds since the store was last asked with success. */
    long age() {
        return nanos.getAsLong() - confirmedAt;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** The earliest confirmation that is good enough for who comes now. */
    long oldestGood() {
        return nanos.getAsLong() - limit;
    }

    boolean isConfirmedSince(long moment) {
        return confirmedAt - moment >= 0;
    }

    long known() {
        return known.get();
    }

    void advanceTo(long version) {
        known.accumulateAndGet(version, Math::max);
    }

    /**
     * The store has answered; how long it was away, if it was and is back.
     *
     * @param askedAt the moment before asking: a change committed later may not be in the answer
     * @param isInTime false for an answer that nobody waited for any more: it says what was, not that the store is back
     */
    synchronized Optional<Duration> confirm(long version, long askedAt, boolean isInTime) {
        advanceTo(version);
        confirmedAt = Math.max(confirmedAt, askedAt);
        if (!isInTime) {
            return Optional.empty();
        }
        var outage = awayFor();
        isAway = false;
        return outage;
    }

    /** The store cannot be reached; whether that is news. */
    synchronized boolean lose() {
        if (isAway) {
            return false;
        }
        awaySince = nanos.getAsLong();
        isAway = true;
        return true;
    }

    boolean isAway() {
        return isAway;
    }

    /** Whether what is in memory is used although the store cannot confirm it. */
    boolean isInGrace() {
        return isAway && age() < grace;
    }

    /** How long the store has been away by now. */
    Optional<Duration> awayFor() {
        return isAway ? Optional.of(Duration.ofNanos(nanos.getAsLong() - awaySince)) : Optional.empty();
    }
}
