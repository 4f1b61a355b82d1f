package dev.stagedoor.access;

import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.smallrye.mutiny.Uni;

/** What the feature that keeps a type of target tells about one of them. */
public interface TargetKeeper {
    TargetType keeps();

    Uni<State> stateOf(Target target);

    /** {@code INACTIVE}: there, but switched off, itself or by what contains it. */
    enum State {
        ABSENT,
        INACTIVE,
        ACTIVE
    }
}
