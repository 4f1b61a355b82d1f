package dev.stagedoor.support;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time by which periods begin and end, in the hands of a test; until one takes it, the time of day. */
@ApplicationScoped
public class VirtualClock implements InstantSource {
    private final AtomicReference<Instant> stopped = new AtomicReference<>();

    @Override
    public Instant instant() {
        var at = stopped.get();
        return at == null ? Instant.now() : at;
    }

    /** From now on it is this time, until the test says otherwise. */
    public void stopAt(Instant time) {
        stopped.set(time);
    }

    public void advance(Duration time) {
        stopped.updateAndGet(at -> (at == null ? Instant.now() : at).plus(time));
    }

    /** The time of day again. */
    public void release() {
        stopped.set(null);
    }
}
