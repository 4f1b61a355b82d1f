package dev.stagedoor.limit;

import java.util.UUID;

/**
 * What a node tells the store of its part of a limit, and asks for.
 *
 * @param lease the node's part of this limit in this period
 * @param step counts up with each draw on the same lease
 * @param own all that the node has used, reserved and holds free
 * @param inHand the part of it that is not used
 * @param refused calls that the node turned away
 * @param need what calls wait for
 * @param spare what the node would like beside it, so that later calls need not wait
 * @param oneCall what a single call takes
 */
record Draw(
        UsageLimit limit,
        long periodStart,
        UUID lease,
        long step,
        long own,
        long inHand,
        long refused,
        long need,
        long spare,
        long oneCall) {

    /**
     * What came of it.
     *
     * @param granted what the node may use beside what it had
     * @param remaining what the store still has for anybody
     */
    record Answer(long granted, long remaining) {
        /** The limit was taken away meanwhile. */
        static final Answer GONE = new Answer(-1, -1);
    }
}
