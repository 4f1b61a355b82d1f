package dev.stagedoor.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/** A count of what is under way, which never passes its bound. */
public final class Slots {
    private final AtomicInteger taken = new AtomicInteger();

    /** Takes one; false when all are taken. */
    public boolean take(int bound) {
        if (taken.incrementAndGet() <= bound) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    public void giveBack() {
        taken.decrementAndGet();
    }

    /** How many are taken; for an instant it counts those too that are being turned away. */
    public int taken() {
        return taken.get();
    }
}
