package dev.stagedoor.usage;

/** What becomes of usage rows between the end of a call and the store. */
public enum Durability {
    /** They go to the spool on disk and from there into the store, in batches, after the call was answered. */
    BATCHED,
    /** The last byte of an answer waits until its row is committed. */
    STRICT
}
