package dev.stagedoor.identity.application;

import dev.stagedoor.access.Page;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;

/**
 * Applications as rows. They are listed by name and the next page is asked for by id: the place of that id is looked up in
 * the same list, or whoever names an application that is hidden could tell its name by what comes after it.
 */
@ApplicationScoped
class ApplicationRepository implements PanacheRepositoryBase<ApplicationEntity, String> {
    private static final String EVERY = "with listed as (select * from application) ";
    private static final String VISIBLE =
            """
            with listed as (
                select a.* from (
                    select distinct target_id from reached_target
                    where principal_id = :principal and access & 2 <> 0 and target_type = 'APPLICATION') r
                join application a on a.id = r.target_id)
            """;

    private static final String ON_PAGE =
            """
            select a.* from listed a
            where (:after = '' or (a.name, a.id) > (select b.name, b.id from listed b where b.id = :after)) and %s
            order by a.name, a.id limit :limit
            """
                    .formatted(Page.searching("a.name", "('app:' || a.id)"));
    private static final String HOLDS = "select exists (select from listed a where a.id = :id)";

    /** All of them, by name. */
    Uni<List<ApplicationEntity>> all(Page page) {
        return getSession()
                .chain(session -> onPage(session.createNativeQuery(EVERY + ON_PAGE, ApplicationEntity.class), page)
                        .getResultList());
    }

    /** Those that the viewer may READ, by name. */
    Uni<List<ApplicationEntity>> visible(Viewer viewer, Page page) {
        return reachesEvery(viewer)
                ? all(page)
                : getSession().chain(session -> onPage(
                                session.createNativeQuery(VISIBLE + ON_PAGE, ApplicationEntity.class), page)
                        .setParameter("principal", viewer.principal())
                        .getResultList());
    }

    private static SelectionQuery<ApplicationEntity> onPage(SelectionQuery<ApplicationEntity> query, Page page) {
        return query.setParameter("after", page.start())
                .setParameter("search", page.pattern())
                .setParameter("limit", page.rows());
    }

    /** Whether there is such an application. */
    Uni<Boolean> isThere(String id) {
        return getSession().chain(session -> session.createNativeQuery(EVERY + HOLDS, Boolean.class)
                .setParameter("id", id)
                .getSingleResult());
    }

    /** Whether there is one that the viewer may READ. */
    Uni<Boolean> isVisible(Viewer viewer, String id) {
        return reachesEvery(viewer)
                ? isThere(id)
                : getSession().chain(session -> session.createNativeQuery(VISIBLE + HOLDS, Boolean.class)
                        .setParameter("principal", viewer.principal())
                        .setParameter("id", id)
                        .getSingleResult());
    }

    private static boolean reachesEvery(Viewer viewer) {
        return viewer.reachesEvery(TargetType.APPLICATION, Access.READ);
    }
}
