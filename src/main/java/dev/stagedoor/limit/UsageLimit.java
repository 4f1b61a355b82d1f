package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Target;

/**
 * A limit that calls are held to.
 *
 * @param id of its row
 * @param on an integration, a model, an application, a group or a user
 * @param amount what may be used in a period, in the units of {@code counts}
 */
record UsageLimit(long id, Target on, Counts counts, LimitPeriod period, long amount) {
    /** Whether a caller that is refused had better come back soon: a minute is short, and everything else is a budget. */
    boolean isRate() {
        return period == LimitPeriod.MINUTE;
    }
}
