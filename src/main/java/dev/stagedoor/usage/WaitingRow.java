package dev.stagedoor.usage;

import dev.stagedoor.store.SpoolSegment;
import java.util.function.Consumer;

/**
 * A usage row on its way into the store.
 *
 * @param segment where in the spool it is; null when it is not there
 * @param waiter who waits until it is committed; null when nobody does
 */
record WaitingRow(UsageEntry entry, SpoolSegment segment, Consumer<Throwable> waiter) {
    /** With null when it is committed, or why it is not. */
    void tell(Throwable failure) {
        if (waiter != null) {
            waiter.accept(failure);
        }
    }

    WaitingRow in(SpoolSegment other) {
        return new WaitingRow(entry, other, waiter);
    }

    WaitingRow thatNobodyWaitsFor() {
        return new WaitingRow(entry, segment, null);
    }
}
