package dev.stagedoor.tag;

import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tags over all targets, as far as a viewer may READ these. Takes part in the caller's session. */
@ApplicationScoped
class VisibleTagRepository {
    /** A grant on an integration carries down to its models. */
    private static final String READABLE =
            """
            (t.target_type = any (:every)
             or (t.target_type, t.target_id) in (
                 select target_type, target_id from reached_target
                 where principal_id = :principal and access & 2 <> 0)
             or t.target_type = 'INTEGRATION' and split_part(t.target_id, ':', 1) in (
                 select target_id from reached_target
                 where principal_id = :principal and access & 2 <> 0 and target_type = 'INTEGRATION_PROVIDER'))
            """;

    private static final String ALL =
            "select distinct t.key, t.value from tag t where %s order by t.key, t.value".formatted(READABLE);

    private static final String COUNTS =
            """
            select t.key, t.value, t.target_type, count(*) from tag t where %s
            group by t.key, t.value, t.target_type
            order by t.key, t.value, t.target_type
            """
                    .formatted(READABLE);

    private static final String CARRIERS =
            """
            select t.target_id, coalesce(a.name, t.target_id) from tag t
            left join application a on t.target_type = 'APPLICATION' and a.id = t.target_id
            where t.key = :key and t.value = :value and t.target_type = :type and %s
            order by t.target_id
            """
                    .formatted(READABLE);

    Uni<List<Tag>> all(Viewer viewer) {
        return query(ALL, viewer).chain(Mutiny.SelectionQuery::getResultList).map(rows -> rows.stream()
                .map(row -> new Tag((String) row[0], (String) row[1]))
                .toList());
    }

    Uni<List<TagCount>> counts(Viewer viewer) {
        return query(COUNTS, viewer).chain(Mutiny.SelectionQuery::getResultList).map(rows -> rows.stream()
                .map(row ->
                        new TagCount((String) row[0], (String) row[1], (String) row[2], ((Number) row[3]).longValue()))
                .toList());
    }

    Uni<List<TaggedTarget>> carriers(Viewer viewer, Tag tag, TargetType type) {
        return query(CARRIERS, viewer)
                .chain(query -> query.setParameter("key", tag.key())
                        .setParameter("value", tag.value())
                        .setParameter("type", type.name())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new TaggedTarget((String) row[0], (String) row[1]))
                        .toList());
    }

    /** The types of which nothing is hidden from the viewer. */
    private static String[] typesReached(Viewer viewer) {
        return Arrays.stream(TargetType.values())
                .filter(type -> viewer.reachesEvery(type, Access.READ))
                .map(Enum::name)
                .toArray(String[]::new);
    }

    private static Uni<Mutiny.SelectionQuery<Object[]>> query(String sql, Viewer viewer) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql, Object[].class)
                .setParameter("every", typesReached(viewer))
                .setParameter("principal", viewer.principal()));
    }
}
