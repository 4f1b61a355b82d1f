package dev.stagedoor.tag;

import dev.stagedoor.access.graph.Target;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tags as rows. Takes part in the caller's session or transaction. */
@ApplicationScoped
class TagRepository {
    private static final String ON =
            """
            select target_type, target_id, key, value from tag
            where (target_type, target_id) in (select * from unnest(cast(:types as text[]), cast(:ids as text[])))
            order by key, value
            """;
    private static final String ADD =
            """
            insert into tag (target_type, target_id, key, value) values (:type, :id, :key, :value)
            on conflict do nothing
            """;
    private static final String REMOVE =
            "delete from tag where target_type = :type and target_id = :id and key = :key and value = :value";

    Uni<List<Object[]>> on(Collection<Target> targets) {
        return Panache.getSession().chain(session -> session.createNativeQuery(ON, Object[].class)
                .setParameter(
                        "types", targets.stream().map(t -> t.type().name()).toArray(String[]::new))
                .setParameter("ids", targets.stream().map(Target::id).toArray(String[]::new))
                .getResultList());
    }

    Uni<Void> add(Target target, Tag tag) {
        return run(ADD, target, tag);
    }

    Uni<Void> remove(Target target, Tag tag) {
        return run(REMOVE, target, tag);
    }

    private static Uni<Void> run(String sql, Target target, Tag tag) {
        return statement(sql)
                .chain(query -> query.setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .setParameter("key", tag.key())
                        .setParameter("value", tag.value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> removeAllOn(Target target) {
        return statement("delete from tag where target_type = :type and target_id = :id")
                .chain(query -> query.setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> removeAllOnModelsOf(String integration) {
        return statement("delete from tag where target_type = 'INTEGRATION' and starts_with(target_id, :prefix)")
                .chain(query -> query.setParameter("prefix", integration + ":").executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Mutiny.MutationQuery> statement(String sql) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql));
    }
}
