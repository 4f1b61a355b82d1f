package dev.stagedoor.identity.application;

import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ApplicationRepository implements PanacheRepositoryBase<ApplicationEntity, String> {
    private static final String VISIBLE =
            """
            select a.* from (
                select distinct target_id from reached_target
                where principal_id = :principal and access & 2 <> 0 and target_type = 'APPLICATION') r
            join application a on a.id = r.target_id
            order by a.name, a.id
            """;

    Uni<List<ApplicationEntity>> all() {
        return listAll(Sort.by("name").and("id"));
    }

    /** Those that the viewer may READ. */
    Uni<List<ApplicationEntity>> visible(Viewer viewer) {
        return viewer.reachesEvery(TargetType.APPLICATION, Access.READ)
                ? all()
                : getSession().chain(session -> session.createNativeQuery(VISIBLE, ApplicationEntity.class)
                        .setParameter("principal", viewer.principal())
                        .getResultList());
    }
}
