package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Says why. Reads the graph afresh, never what is remembered, so that it also shows when the two would differ. */
@ApplicationScoped
class Explainer {
    private final GraphRepository store;
    private final AccessControl control;
    private final List<TargetKeeper> keepers;

    Explainer(GraphRepository store, AccessControl control, @All List<TargetKeeper> keepers) {
        this.store = store;
        this.control = control;
        this.keepers = List.copyOf(keepers);
    }

    /** Admins may ask about anybody, everybody about themselves; an absent target reads like one without a grant. */
    Uni<Explanation> explain(Caller caller, Subject subject, Target target, Access access) {
        return control.requireSelfOrAdmin(caller, subject)
                .chain(() -> store.between(subject, target))
                .chain(graph -> stateOf(target)
                        .map(state -> Explanation.of(subject, target, access, graph.decide(target, access), state)));
    }

    private Uni<TargetKeeper.State> stateOf(Target target) {
        return keepers.stream()
                .filter(keeper -> keeper.keeps() == target.type())
                .findFirst()
                .map(keeper -> keeper.stateOf(target))
                .orElseGet(() -> Uni.createFrom().item(TargetKeeper.State.ACTIVE));
    }
}
