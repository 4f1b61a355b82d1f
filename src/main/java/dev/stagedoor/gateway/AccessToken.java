package dev.stagedoor.gateway;

import java.time.Duration;

/**
 * A token, until when it is good and from when on it should be renewed; both as of {@link System#nanoTime}.
 *
 * @param text never printed
 */
record AccessToken(String text, long goodUntil, long freshUntil) {
    /** A call that leaves with it has to arrive with it. */
    private static final long MARGIN = Duration.ofSeconds(30).toNanos();

    static final AccessToken NONE = new AccessToken("", System.nanoTime(), System.nanoTime());

    /** Renewed when four fifths of its life are over. */
    static AccessToken of(String text, Duration lifetime, long now) {
        var nanos = lifetime.toNanos();
        return new AccessToken(text, now + Math.max(nanos - MARGIN, 0), now + nanos / 5 * 4);
    }

    boolean isGood(long now) {
        return now - goodUntil < 0;
    }

    boolean isFresh(long now) {
        return isGood(now) && now - freshUntil < 0;
    }

    @Override
    public String toString() {
        return "AccessToken";
    }
}
