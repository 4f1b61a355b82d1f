package dev.stagedoor.limit;

/** A call's part of one limit, in the period in which it began. */
record Share(Window window, long reserved) {
    /** What the call came to in the end. */
    void settle(long used) {
        window.settle(reserved, used);
    }
}
