package dev.stagedoor.integration;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;

/**
 * What a caller may do under the name of an integration, whether there is one yet or not.
 *
 * @param held access on the integration of that name
 * @param mayCreate whether the caller may make integrations at all
 */
public record RightToSave(Caller caller, String name, AccessSet held, boolean mayCreate) {
    public boolean isOwner() {
        return held.hasAll(AccessSet.ALL);
    }

    void checkMayChange() {
        if (!held.has(Access.UPDATE)) {
            throw Targets.taken(Target.integration(name));
        }
    }

    void checkMayCreate() {
        if (!mayCreate) {
            throw new Problem.Forbidden("You may not create integrations");
        }
    }
}
