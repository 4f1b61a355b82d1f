package dev.stagedoor.identity.user;

import dev.stagedoor.access.Page;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserEntity, String> {
    private static final String CLAIMED_AT =
            """
            update versioned UserEntity set claimedAt = :issuedAt
            where id = :id and (claimedAt is null or claimedAt < :issuedAt)
            """;

    private static final String ON_PAGE =
            "u.id > :after and %s order by u.id limit :limit".formatted(Page.searching("u.id", "u.name"));
    private static final String ALL = "select u.* from user_account u where " + ON_PAGE;
    private static final String MEMBERS =
            """
            select u.* from user_account u
            where exists (select from group_member m where m.user_id = u.id and m.group_id = :group) and
            """
                    + ON_PAGE;

    Uni<List<UserEntity>> all(Page page) {
        return getSession().chain(session -> onPage(session.createNativeQuery(ALL, UserEntity.class), page)
                .getResultList());
    }

    /** Those who belong to a group; also those whom the identity provider put there. */
    Uni<List<UserEntity>> members(String groupId, Page page) {
        return getSession().chain(session -> onPage(session.createNativeQuery(MEMBERS, UserEntity.class), page)
                .setParameter("group", groupId)
                .getResultList());
    }

    private static SelectionQuery<UserEntity> onPage(SelectionQuery<UserEntity> query, Page page) {
        return query.setParameter("after", page.start())
                .setParameter("search", page.pattern())
                .setParameter("limit", page.rows());
    }

    /** Keeps the date of the newest token. */
    Uni<Void> claimedAt(String id, Instant issuedAt) {
        return getSession()
                .chain(session -> session.createMutationQuery(CLAIMED_AT)
                        .setParameter("issuedAt", issuedAt)
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A user by an id in any case; 404 when there is none. */
    Uni<UserEntity> existing(String id) {
        return findById(id.toLowerCase(Locale.ROOT)).onItem().ifNull().failWith(() -> absent(id));
    }

    static Problem absent(String id) {
        return new Problem.NotFound("No such user '" + id + "'");
    }
}
