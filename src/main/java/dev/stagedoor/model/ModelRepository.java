package dev.stagedoor.model;

import dev.stagedoor.access.Viewer;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class ModelRepository implements PanacheRepositoryBase<ModelEntity, UUID> {
    private static final String READ = reaches(2);
    private static final String EXECUTE = reaches(4);

    /** A grant on the integration carries down to its models. */
    private static String reaches(int bit) {
        var reached = "select target_id from reached_target where principal_id = :principal and access & " + bit
                + " <> 0 and target_type = ";
        return "(:admin or i.name in (%s 'INTEGRATION_PROVIDER') or i.name || ':' || m.name in (%s 'INTEGRATION'))"
                .formatted(reached, reached);
    }

    private static final String VISIBLE_IDS =
            """
            select m.id, i.name from model m join integration i on i.id = m.integration_id
            where i.name = any (:integrations) and (m.enabled or not :activeOnly) and %s
            """
                    .formatted(READ);

    private static final String VISIBLE_REFERENCES =
            """
            select i.name, m.name from integration i left join model m on m.integration_id = i.id
            where (:category = '' or i.category = :category)
              and (not :activeOnly or i.enabled and coalesce(m.enabled, true))
              and %s
            order by i.name, m.name
            """
                    .formatted(READ);

    private static final String CALLABLE =
            """
            select i.name, m.name, m.created_at from model m join integration i on i.id = m.integration_id
            where i.enabled and m.enabled and %s
            order by i.name, m.name
            """
                    .formatted(EXECUTE);

    Uni<ModelEntity> named(UUID integrationId, String model) {
        return find("integrationId = ?1 and name = ?2", integrationId, model).firstResult();
    }

    /** The models of these integrations that the viewer may READ, by integration; two queries, however many. */
    Uni<Map<String, List<ModelEntity>>> visible(Viewer viewer, Collection<String> integrations, boolean activeOnly) {
        return getSession()
                .chain(session -> session.createNativeQuery(VISIBLE_IDS, Object[].class)
                        .setParameter("integrations", integrations.toArray(String[]::new))
                        .setParameter("activeOnly", activeOnly)
                        .setParameter("admin", viewer.isAdmin())
                        .setParameter("principal", viewer.principal())
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1])))
                .chain(owners -> list("id in ?1 order by name", List.copyOf(owners.keySet()))
                        .map(found -> found.stream().collect(Collectors.groupingBy(model -> owners.get(model.id)))));
    }

    /** Pairs of integration and model name that the viewer may READ; the model is null for an integration without. */
    Uni<List<Object[]>> visibleReferences(Viewer viewer, String category, boolean activeOnly) {
        return getSession().chain(session -> session.createNativeQuery(VISIBLE_REFERENCES, Object[].class)
                .setParameter("category", category)
                .setParameter("activeOnly", activeOnly)
                .setParameter("admin", viewer.isAdmin())
                .setParameter("principal", viewer.principal())
                .getResultList());
    }

    /** Integration, name and creation time of every active model that the viewer may EXECUTE. */
    Uni<List<Object[]>> callable(Viewer viewer) {
        return getSession().chain(session -> session.createNativeQuery(CALLABLE, Object[].class)
                .setParameter("admin", viewer.isAdmin())
                .setParameter("principal", viewer.principal())
                .getResultList());
    }
}
