package dev.stagedoor.integration;

import dev.stagedoor.access.Viewer;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class IntegrationRepository implements PanacheRepositoryBase<IntegrationEntity, UUID> {
    private static final String READABLE =
            "select target_id from reached_target where principal_id = :principal and access & 2 <> 0 and target_type = ";

    private static final String VISIBLE =
            """
            select i.* from integration i
            where (:category = '' or i.category = :category)
              and (i.enabled or not :activeOnly)
              and (:admin or i.name in (%s 'INTEGRATION_PROVIDER'))
            order by i.name
            """
                    .formatted(READABLE);

    private static final String COUNTS =
            """
            select i.name, count(m.id) from integration i join model m on m.integration_id = i.id
            where i.name = any (:names)
              and (:admin or i.name in (%s 'INTEGRATION_PROVIDER') or i.name || ':' || m.name in (%s 'INTEGRATION'))
            group by i.name
            """
                    .formatted(READABLE, READABLE);

    Uni<IntegrationEntity> named(String name) {
        return find("name", name).firstResult();
    }

    /** Those that the viewer may READ; all categories when {@code category} is empty. */
    Uni<List<IntegrationEntity>> visible(Viewer viewer, String category, boolean activeOnly) {
        return getSession().chain(session -> session.createNativeQuery(VISIBLE, IntegrationEntity.class)
                .setParameter("category", category)
                .setParameter("activeOnly", activeOnly)
                .setParameter("admin", viewer.isAdmin())
                .setParameter("principal", viewer.principal())
                .getResultList());
    }

    /** How many models of each of these integrations the viewer may READ. */
    Uni<Map<String, Long>> modelCounts(Viewer viewer, List<String> names) {
        return getSession()
                .chain(session -> session.createNativeQuery(COUNTS, Object[].class)
                        .setParameter("names", names.toArray(String[]::new))
                        .setParameter("admin", viewer.isAdmin())
                        .setParameter("principal", viewer.principal())
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue())));
    }
}
