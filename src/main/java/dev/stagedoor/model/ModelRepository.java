package dev.stagedoor.model;

import dev.stagedoor.access.Page;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.integration.Configuration;
import dev.stagedoor.secret.SealedTable;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Models as rows. Lists begin at what the viewer reaches, not at what there is, so that they cost what they show: a grant on
 * an integration carries down to its models, a grant on a model names just one.
 */
@ApplicationScoped
class ModelRepository implements PanacheRepositoryBase<ModelEntity, UUID> {
    private static final String ON_INTEGRATIONS =
            """
            select i.id as integration_id, i.name, i.enabled, i.category, m.id as model_id
            from reached_target t join integration i on i.name = t.target_id left join model m on m.integration_id = i.id
            where t.principal_id = :principal and t.access & :bit <> 0 and t.target_type = 'INTEGRATION_PROVIDER'
            """;
    private static final String ON_MODELS =
            """
            select i.id as integration_id, i.name, i.enabled, i.category, m.id as model_id
            from reached_target t
            join integration i on i.name = split_part(t.target_id, ':', 1)
            join model m on m.integration_id = i.id and m.name = substr(t.target_id, length(i.name) + 2)
            where t.principal_id = :principal and t.access & :bit <> 0 and t.target_type = 'INTEGRATION'
            """;
    private static final String REACHED = "(" + ON_INTEGRATIONS + " union " + ON_MODELS + ")";

    private static final String EVERY =
            """
            (select i.id as integration_id, i.name, i.enabled, i.category, m.id as model_id
             from integration i left join model m on m.integration_id = i.id)
            """;

    private static final String VISIBLE_IDS =
            """
            select m.id, r.name from %s r join model m on m.id = r.model_id
            where r.name = any (:integrations) and (m.enabled or not :activeOnly)
            """;

    private static final String VISIBLE_REFERENCES =
            """
            select r.name, m.name as model from %s r left join model m on m.id = r.model_id
            where (:category = '' or r.category = :category)
              and (not :activeOnly or r.enabled and coalesce(m.enabled, true))
            order by r.name, m.name
            """;

    private static final String CALLABLE =
            """
            select r.name, m.name as model, m.created_at from %s r join model m on m.id = r.model_id
            where r.enabled and m.enabled
            order by r.name, m.name
            """;

    /**
     * Asked for by the row id of the integration: PostgreSQL knows of each how many models it has. By its name, it takes all
     * integrations for average ones, and for one with a great many it sorts them all, or reads them all in a search.
     */
    private static final String ON_PAGE =
            """
            where m.integration_id = :integrationId and (m.enabled or not :activeOnly) and m.name > :after and %s
            order by m.name limit :limit
            """
                    .formatted(Page.searching("m.name", "m.description"));

    private static final String ID = "select i.id from integration i where i.name = :integration";
    private static final String ALL_OF_ONE = "select m.* from model m " + ON_PAGE;
    private static final String REACHED_OF_ONE =
            """
            select m.* from (
                select distinct substr(t.target_id, length(cast(:integration as text)) + 2) as name from reached_target t
                where t.principal_id = :principal and t.access & 2 <> 0 and t.target_type = 'INTEGRATION'
                  and starts_with(t.target_id, :integration || ':')) r
            join model m on m.name = r.name
            """
                    + ON_PAGE;

    @Produces
    @Singleton
    static SealedTable sealed() {
        return new SealedTable(ModelEntity.TABLE, Configuration.FIELD, Configuration.FIELD);
    }

    Uni<ModelEntity> named(UUID integrationId, String model) {
        return find("integrationId = ?1 and name = ?2", integrationId, model).firstResult();
    }

    /**
     * The models of one integration that the viewer may READ.
     *
     * @param all whether the viewer may READ the integration itself, and so all of them
     */
    Uni<List<ModelEntity>> visible(Viewer viewer, String integration, boolean all, boolean activeOnly, Page page) {
        return getSession()
                .chain(session -> session.createNativeQuery(ID, UUID.class)
                        .setParameter("integration", integration)
                        .getSingleResultOrNull())
                .chain(id -> {
                    if (id == null) {
                        return Uni.createFrom().item(List.of());
                    }
                    return all ? all(id, activeOnly, page) : reached(viewer, integration, id, activeOnly, page);
                });
    }

    private Uni<List<ModelEntity>> all(UUID integrationId, boolean activeOnly, Page page) {
        return getSession().chain(session -> onPage(
                        session.createNativeQuery(ALL_OF_ONE, ModelEntity.class), integrationId, activeOnly, page)
                .getResultList());
    }

    private Uni<List<ModelEntity>> reached(
            Viewer viewer, String integration, UUID integrationId, boolean activeOnly, Page page) {
        return getSession().chain(session -> onPage(
                        session.createNativeQuery(REACHED_OF_ONE, ModelEntity.class), integrationId, activeOnly, page)
                .setParameter("integration", integration)
                .setParameter("principal", viewer.principal())
                .getResultList());
    }

    private static Mutiny.SelectionQuery<ModelEntity> onPage(
            Mutiny.SelectionQuery<ModelEntity> query, UUID integrationId, boolean activeOnly, Page page) {
        return query.setParameter("integrationId", integrationId)
                .setParameter("activeOnly", activeOnly)
                .setParameter("after", page.start())
                .setParameter("search", page.pattern())
                .setParameter("limit", page.rows());
    }

    /** The models of these integrations that the viewer may READ, by integration; two queries, however many. */
    Uni<Map<String, List<ModelEntity>>> visible(Viewer viewer, Collection<String> integrations, boolean activeOnly) {
        return rows(VISIBLE_IDS, viewer, Access.READ)
                .chain(query -> query.setParameter("integrations", integrations.toArray(String[]::new))
                        .setParameter("activeOnly", activeOnly)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1])))
                .chain(owners -> list("id in ?1 order by name", List.copyOf(owners.keySet()))
                        .map(found -> found.stream().collect(Collectors.groupingBy(model -> owners.get(model.id)))));
    }

    /** Pairs of integration and model name that the viewer may READ; the model is null for an integration without. */
    Uni<List<Object[]>> visibleReferences(Viewer viewer, String category, boolean activeOnly) {
        return rows(VISIBLE_REFERENCES, viewer, Access.READ).chain(query -> query.setParameter("category", category)
                .setParameter("activeOnly", activeOnly)
                .getResultList());
    }

    /** Integration, name and creation time of every active model that the viewer may EXECUTE. */
    Uni<List<Object[]>> callable(Viewer viewer) {
        return rows(CALLABLE, viewer, Access.EXECUTE).chain(Mutiny.SelectionQuery::getResultList);
    }

    private Uni<Mutiny.SelectionQuery<Object[]>> rows(String sql, Viewer viewer, Access access) {
        var every = viewer.reachesEvery(TargetType.INTEGRATION, access);
        return getSession()
                .map(session -> session.createNativeQuery(sql.formatted(every ? EVERY : REACHED), Object[].class))
                .map(query -> every
                        ? query
                        : query.setParameter("principal", viewer.principal())
                                .setParameter("bit", AccessSet.of(access).bits()));
    }
}
