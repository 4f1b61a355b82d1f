package dev.stagedoor.access;

import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tries a change out: the rights before it and after it are compared in a transaction that is then rolled back, so that what
 * is told is what the change itself would do.
 */
@ApplicationScoped
public class Effects {
    /** Pairs of principal and target that are compared at most. */
    private static final int LARGEST = 200_000;

    private final ReachRepository repository;
    private final AccessControl control;
    private final Changes changes;

    Effects(ReachRepository repository, AccessControl control, Changes changes) {
        this.repository = repository;
        this.control = control;
        this.changes = changes;
    }

    /** The effect of a change to what the subject of this grant has on its target. */
    Uni<Effect> ofGrant(Caller caller, Grant grant, Supplier<Uni<Void>> change) {
        return tryOut(caller, () -> repository.onTarget(grant.subject(), grant.target(), LARGEST + 1), change);
    }

    /** The effect of a change to what these principals count as, on all that they reach. */
    public Uni<Effect> onPrincipals(Caller caller, Collection<String> principals, Supplier<Uni<Void>> change) {
        return tryOut(caller, () -> repository.ofPrincipals(principals, LARGEST + 1), change);
    }

    private Uni<Effect> tryOut(
            Caller caller, Supplier<Uni<List<ReachRepository.Held>>> rights, Supplier<Uni<Void>> change) {
        return control.entitlements(caller)
                .map(entitled -> entitled.may(Permission.USER_MANAGEMENT))
                .chain(mayNameUsers -> changes.tryOut(() -> checked(rights).chain(before -> change.get()
                        .chain(() -> checked(rights))
                        .map(after -> Effect.between(before, after, mayNameUsers)))));
    }

    private static Uni<List<ReachRepository.Held>> checked(Supplier<Uni<List<ReachRepository.Held>>> rights) {
        return rights.get().invoke(held -> {
            if (held.size() > LARGEST) {
                throw new Problem.Invalid(
                        "dryRun",
                        "concerns more than " + LARGEST + " pairs of a user and a target; ask for less at once");
            }
        });
    }
}
