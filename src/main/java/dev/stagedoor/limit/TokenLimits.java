package dev.stagedoor.limit;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** Limits of integrations and models: shown, saved and removed. Those of something that is deleted go with it. */
@ApplicationScoped
public class TokenLimits {
    private final TokenLimitRepository repository;
    private final AccessControl control;
    private final Changes changes;

    TokenLimits(TokenLimitRepository repository, AccessControl control, Changes changes) {
        this.repository = repository;
        this.control = control;
        this.changes = changes;
    }

    /** The limit of an integration or model that the caller may READ. */
    Uni<TokenLimit> get(Caller caller, Target target) {
        return control.require(caller, Access.READ, target).chain(() -> find(target));
    }

    @WithSession
    Uni<TokenLimit> find(Target target) {
        return repository.find(target).onItem().ifNull().failWith(() -> Targets.absent(target));
    }

    /** Saves the limit of an integration or model that the caller may UPDATE. */
    Uni<Void> save(Caller caller, Target target, TokenLimitUpdate update) {
        var ownerApp = update.ownerApp() == null ? "" : update.ownerApp();
        return control.require(caller, Access.UPDATE, target)
                .chain(() -> changes.commit(() -> put(target, update.limit(), ownerApp, caller.id())));
    }

    /** Removes it; where there is none that is no failure. */
    Uni<Void> remove(Caller caller, Target target) {
        return control.require(caller, Access.UPDATE, target)
                .chain(() -> changes.commit(() -> find(target).chain(() -> repository.remove(target))));
    }

    /** Writes what a target that is being saved says of its limit, and keeps the rest. Part of the caller's transaction. */
    public Uni<Void> change(Target target, Limit limit, String by) {
        return limit.equals(Limit.NONE) ? Uni.createFrom().voidItem() : put(target, limit, "", by);
    }

    private Uni<Void> put(Target target, Limit limit, String ownerApp, String by) {
        return repository
                .put(target, limit, ownerApp, by)
                .invoke(rows -> {
                    if (rows == 0) {
                        throw Targets.absent(target);
                    }
                })
                .replaceWithVoid();
    }

    /** The limit of each of these targets that has one; one query. */
    @WithSession
    public Uni<Map<Target, Limit>> on(Collection<Target> targets) {
        return repository.on(targets);
    }
}
