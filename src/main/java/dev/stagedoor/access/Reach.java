package dev.stagedoor.access;

import dev.stagedoor.access.ReachRepository.Held;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Lists the access graph from both ends, read afresh. */
@ApplicationScoped
class Reach {
    private final ReachRepository repository;
    private final AccessControl control;

    Reach(ReachRepository repository, AccessControl control) {
        this.repository = repository;
        this.control = control;
    }

    /** What a subject reaches; 403 for who asks about somebody else and is no admin. */
    Uni<ReachResource.Targets> of(Caller caller, Subject subject, ReachResource.Query query) {
        return control.requireSelfOrAdmin(caller, subject)
                .chain(() -> reach(subject, query))
                .map(held -> new ReachResource.Targets(
                        first(held, query, one -> GrantedAccess.of(new Grant(subject, one.target(), one.access()))),
                        next(held, query, one -> one.target().toString())));
    }

    @WithSession
    Uni<List<Held>> reach(Subject subject, ReachResource.Query query) {
        return repository.reach(subject, query);
    }

    /** Who reaches a target. */
    @WithSession
    Uni<ReachResource.Principals> by(Target target, ReachResource.Query query) {
        return repository
                .holders(target, query)
                .map(held -> new ReachResource.Principals(
                        first(held, query, ReachResource::holder), next(held, query, Held::principal)));
    }

    private static <T> List<T> first(List<Held> held, ReachResource.Query query, Function<Held, T> view) {
        return held.stream().limit(query.limit()).map(view).toList();
    }

    private static String next(List<Held> held, ReachResource.Query query, Function<Held, String> name) {
        return held.size() <= query.limit() ? null : name.apply(held.get(query.limit() - 1));
    }
}
