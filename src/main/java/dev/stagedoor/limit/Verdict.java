package dev.stagedoor.limit;

/** What a limit says to a call. */
enum Verdict {
    GRANTED,
    /** There is not enough left. */
    REFUSED,
    /** Nothing in hand, and the store, which could tell whether there is more, is away. */
    UNKNOWN,
    /** Nothing in hand; the store has to be asked. */
    TO_BE_ASKED
}
