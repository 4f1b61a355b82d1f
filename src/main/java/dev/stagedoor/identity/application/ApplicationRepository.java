package dev.stagedoor.identity.application;

import dev.stagedoor.access.Viewer;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ApplicationRepository implements PanacheRepositoryBase<ApplicationEntity, String> {
    private static final String VISIBLE =
            """
            select a.* from application a
            where :admin or a.id in (
                select target_id from reached_target
                where principal_id = :principal and access & 2 <> 0 and target_type = 'APPLICATION')
            order by a.name, a.id
            """;

    Uni<List<ApplicationEntity>> all() {
        return listAll(Sort.by("name").and("id"));
    }

    /** Those that the viewer may READ. */
    Uni<List<ApplicationEntity>> visible(Viewer viewer) {
        return getSession().chain(session -> session.createNativeQuery(VISIBLE, ApplicationEntity.class)
                .setParameter("admin", viewer.isAdmin())
                .setParameter("principal", viewer.principal())
                .getResultList());
    }
}
