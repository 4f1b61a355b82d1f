package dev.stagedoor.prompt;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;

/**
 * What a caller may do under the name of a prompt, whether there is one yet or not; asked for before a transaction.
 *
 * @param held access on the prompt of that name
 * @param mayCreate whether the caller may make prompts at all
 */
record RightToSave(Caller caller, Target prompt, AccessSet held, boolean mayCreate) {
    /** Whoever makes a new prompt holds everything on it. */
    AccessSet heldOnceSaved() {
        return held.has(Access.UPDATE) ? held : AccessSet.ALL;
    }

    void checkMayChange() {
        if (!held.has(Access.UPDATE)) {
            throw Targets.taken(prompt);
        }
    }

    void checkMayCreate() {
        if (!mayCreate) {
            throw new Problem.Forbidden("You may not create prompts");
        }
    }
}
