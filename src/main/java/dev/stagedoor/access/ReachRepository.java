package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** Who reaches what, as lists. Takes part in the caller's session or transaction, and sees what was changed in it. */
@ApplicationScoped
class ReachRepository {
    private static final String REACH =
            """
            select '' as principal_id, r.target_type, r.target_id, r.access from reach_of(:type, :id) r
            where (:only = '' or r.target_type = :only) and (:wanted = 0 or r.access & :wanted = :wanted)
              and (r.target_type, r.target_id collate "C") > (:afterType, :afterId)
            order by r.target_type, r.target_id collate "C" limit :limit
            """;

    private static final String HOLDERS =
            """
            select h.principal_id, :type, :id, h.access from holders_of(:type, :id) h
            where (:wanted = 0 or h.access & :wanted = :wanted) and h.principal_id collate "C" > :after
            order by h.principal_id collate "C" limit :limit
            """;

    private static final String OF_PRINCIPALS =
            """
            select p.id, r.target_type, r.target_id, r.access
            from unnest(cast(:principals as text[])) as p (id) cross join lateral reach_of('USER', p.id) r limit :limit
            """;

    private static final String ON_TARGETS =
            """
            with concerned as materialized (select principal_id from principals_of(:subjectType, :subjectId)),
            place as (
                select :type as type, :id as id where :type <> 'TAG'
                union
                select t.target_type, t.target_id from tag t where :type = 'TAG' and t.key || ':' || t.value = :id)
            select h.principal_id, p.type, p.id, h.access
            from place p cross join lateral holders_of(p.type, p.id) h
            where h.principal_id in (select principal_id from concerned) limit :limit
            """;

    /** What a principal may do to a target. */
    record Held(String principal, Target target, AccessSet access) {}

    /** What a subject reaches, ordered by type and id, beginning after one target. */
    Uni<List<Held>> reach(Subject subject, ReachResource.Query query) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REACH, Object[].class)
                        .setParameter("type", subject.type().name())
                        .setParameter("id", subject.id())
                        .setParameter("only", query.typeOrEmpty())
                        .setParameter("wanted", query.wanted())
                        .setParameter("afterType", query.afterType())
                        .setParameter("afterId", query.afterId())
                        .setParameter("limit", query.limit() + 1)
                        .getResultList())
                .map(ReachRepository::held);
    }

    /** Who reaches a target, ordered by principal. */
    Uni<List<Held>> holders(Target target, ReachResource.Query query) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLDERS, Object[].class)
                        .setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .setParameter("wanted", query.wanted())
                        .setParameter("after", query.afterOrEmpty())
                        .setParameter("limit", query.limit() + 1)
                        .getResultList())
                .map(ReachRepository::held);
    }

    /** All that these principals reach. */
    Uni<List<Held>> ofPrincipals(Collection<String> principals, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_PRINCIPALS, Object[].class)
                        .setParameter("principals", principals.toArray(String[]::new))
                        .setParameter("limit", limit)
                        .getResultList())
                .map(ReachRepository::held);
    }

    /** What those who count as the subject may do to the target, or to all that carries it when it is a tag. */
    Uni<List<Held>> onTarget(Subject subject, Target target, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ON_TARGETS, Object[].class)
                        .setParameter("subjectType", subject.type().name())
                        .setParameter("subjectId", subject.id())
                        .setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .setParameter("limit", limit)
                        .getResultList())
                .map(ReachRepository::held);
    }

    private static List<Held> held(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Held(
                        (String) row[0],
                        new Target(TargetType.valueOf((String) row[1]), (String) row[2]),
                        new AccessSet(((Number) row[3]).intValue())))
                .toList();
    }
}
