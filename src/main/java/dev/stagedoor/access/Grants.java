package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives and takes access. Who grants on a target must be able to UPDATE it and hold all that is granted. */
@ApplicationScoped
public class Grants {
    private final GrantRepository repository;
    private final AccessControl control;
    private final Changes changes;
    private final Effects effects;

    Grants(GrantRepository repository, AccessControl control, Changes changes, Effects effects) {
        this.repository = repository;
        this.control = control;
        this.changes = changes;
        this.effects = effects;
    }

    /** Adds to what the subject has on the target; the target need not exist. */
    public Uni<Void> grant(Caller caller, Grant grant) {
        return requireMayGive(caller, grant).chain(() -> changes.commit(() -> repository.add(grant)));
    }

    /** What granting would do; fails where it would. */
    Uni<Effect> tryGrant(Caller caller, Grant grant) {
        return requireMayGive(caller, grant).chain(() -> effects.ofGrant(caller, grant, () -> repository.add(grant)));
    }

    /** Takes away what the subject has of it; what it does not have is no failure. */
    public Uni<Void> revoke(Caller caller, Grant grant) {
        return control.require(caller, Access.UPDATE, grant.target())
                .chain(() -> changes.commit(() -> repository.remove(grant)));
    }

    /** What revoking would do; fails where it would. */
    Uni<Effect> tryRevoke(Caller caller, Grant grant) {
        return control.require(caller, Access.UPDATE, grant.target())
                .chain(() -> effects.ofGrant(caller, grant, () -> repository.remove(grant)));
    }

    private Uni<Void> requireMayGive(Caller caller, Grant grant) {
        return control.on(caller, grant.target())
                .invoke(held -> checkMayGive(held, grant))
                .replaceWithVoid();
    }

    private static void checkMayGive(AccessSet held, Grant grant) {
        AccessControl.check(held, Access.UPDATE, grant.target());
        var missing = grant.access().without(held);
        if (!missing.equals(AccessSet.NONE)) {
            throw new Problem.Forbidden("You cannot grant " + missing.words() + ": you do not hold it on "
                    + Targets.describe(grant.target()));
        }
    }

    /** All five, for who creates a target. Part of the creating transaction. */
    public Uni<Void> giveAllTo(Subject creator, Target target) {
        return repository.add(new Grant(creator, target, AccessSet.ALL));
    }

    /** The grants given to this subject itself, not those of its groups and roles. */
    @WithSession
    public Uni<List<Grant>> of(Subject subject) {
        return repository.of(subject);
    }

    @WithSession
    public Uni<List<Grant>> on(Target target) {
        return repository.on(target);
    }

    public Uni<Void> revokeAllOf(Subject subject, TargetType onlyOn) {
        return changes.commit(
                () -> onlyOn == null ? repository.removeAllOf(subject) : repository.removeAllOf(subject, onlyOn));
    }

    /** Forgets a subject that is being deleted, so that a later one of the same name inherits nothing. */
    public Uni<Void> forget(Subject subject) {
        return repository.removeAllOf(subject);
    }

    /** Forgets a target that is being deleted, so that a later one of the same name is not open to old grants. */
    public Uni<Void> forget(Target target) {
        return repository
                .removeAllOn(target)
                .chain(() -> target.type() == TargetType.INTEGRATION_PROVIDER
                        ? repository.removeAllOnModelsOf(target.id())
                        : Uni.createFrom().voidItem());
    }
}
