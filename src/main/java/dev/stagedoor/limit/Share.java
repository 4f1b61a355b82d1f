package dev.stagedoor.limit;

/** A call's part of one limit, in the period in which it began. */
record Share(Window window, long reserved) {
    /** More than any call can come to: what a provider claims beyond it would make counting begin anew. */
    private static final long MOST = 1L << 48;

    Counts counts() {
        return window.limit().counts();
    }

    /** What the call came to in the end. */
    void settle(long used) {
        window.settle(reserved, Math.clamp(used, 0, MOST));
    }
}
