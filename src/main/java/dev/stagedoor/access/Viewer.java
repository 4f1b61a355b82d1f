package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.TargetType;

/** For whom a filtered list is made, in the terms its query filters by. */
public record Viewer(String principal, Entitlements entitled) {
    /** Whether nothing of this type is hidden from the viewer: an admin, or a role that reaches every one. */
    public boolean reachesEvery(TargetType type, Access access) {
        return entitled.onEvery(type).has(access);
    }
}
