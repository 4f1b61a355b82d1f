package dev.stagedoor.integration;

import dev.stagedoor.access.Page;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.secret.SealedTable;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Integrations as rows. Lists begin at what the viewer reaches, not at what there is, so that they cost what they show;
 * who reaches everything is asked nothing more.
 */
@ApplicationScoped
class IntegrationRepository implements PanacheRepositoryBase<IntegrationEntity, UUID> {
    private static final String REACHED =
            """
            (select distinct target_id from reached_target
             where principal_id = :principal and access & 2 <> 0 and target_type = '%s')
            """;

    private static final String WANTED =
            """
            where (:category = '' or i.category = :category) and (i.enabled or not :activeOnly) and i.name > :after and %s
            order by i.name limit :limit
            """
                    .formatted(Page.searching("i.name", "i.description"));

    private static final String EVERY = "select i.* from integration i " + WANTED;
    private static final String VISIBLE = "select i.* from " + REACHED.formatted("INTEGRATION_PROVIDER")
            + " r join integration i on i.name = r.target_id " + WANTED;

    /** Counted integration by integration: a join over several would rather read all models there are. */
    private static final String COUNTS =
            """
            select i.name, (
                select count(*) from model m
                where m.integration_id = i.id and (:every or i.name in %s or i.name || ':' || m.name in %s))
            from integration i where i.name = any (:names)
            """
                    .formatted(REACHED.formatted("INTEGRATION_PROVIDER"), REACHED.formatted("INTEGRATION"));

    @Produces
    @Singleton
    static SealedTable sealed() {
        return new SealedTable(IntegrationEntity.TABLE, Configuration.FIELD, Configuration.FIELD);
    }

    Uni<IntegrationEntity> named(String name) {
        return find("name", name).firstResult();
    }

    /** Those that the viewer may READ; all categories when {@code category} is empty. */
    Uni<List<IntegrationEntity>> visible(Viewer viewer, String category, boolean activeOnly, Page page) {
        var every = viewer.reachesEvery(TargetType.INTEGRATION_PROVIDER, Access.READ);
        return getSession().chain(session -> {
            var query = session.createNativeQuery(every ? EVERY : VISIBLE, IntegrationEntity.class)
                    .setParameter("category", category)
                    .setParameter("activeOnly", activeOnly)
                    .setParameter("after", page.start())
                    .setParameter("search", page.pattern())
                    .setParameter("limit", page.rows());
            return (every ? query : query.setParameter("principal", viewer.principal())).getResultList();
        });
    }

    /** How many models of each of these integrations the viewer may READ. */
    Uni<Map<String, Long>> modelCounts(Viewer viewer, List<String> names) {
        return getSession()
                .chain(session -> session.createNativeQuery(COUNTS, Object[].class)
                        .setParameter("names", names.toArray(String[]::new))
                        .setParameter("every", viewer.reachesEvery(TargetType.INTEGRATION, Access.READ))
                        .setParameter("principal", viewer.principal())
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue())));
    }
}
