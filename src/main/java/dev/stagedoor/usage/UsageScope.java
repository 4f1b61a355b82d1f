package dev.stagedoor.usage;

import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.TargetType;

/**
 * Which usage rows a caller may see: its own, and those of models that it may READ. Who made the calls of others is told to
 * those who may see users.
 *
 * @param principal the caller
 * @param everyModel whether it may READ every model, and so sees the usage of those that are gone as well
 * @param everybody whether it may know who called
 */
record UsageScope(String principal, boolean everyModel, boolean everybody) {
    static UsageScope of(Viewer viewer) {
        return new UsageScope(
                viewer.principal(),
                viewer.reachesEvery(TargetType.INTEGRATION, Access.READ),
                viewer.entitled().may(Permission.USER_MANAGEMENT));
    }

    /** Whether the caller may know that this one called. */
    boolean shows(String who) {
        return everybody || who.equals(principal);
    }
}
