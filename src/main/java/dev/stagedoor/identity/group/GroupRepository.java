package dev.stagedoor.identity.group;

import dev.stagedoor.access.Page;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class GroupRepository implements PanacheRepositoryBase<GroupEntity, String> {
    private static final String JOIN =
            "insert into group_member (group_id, user_id, claimed) values (:group, :user, :claimed) on conflict do nothing";
    private static final String LEAVE = "delete from group_member where group_id = :group and user_id = :user";
    private static final String OF_USERS =
            "select distinct user_id, group_id from group_member where user_id = any (:users) order by user_id, group_id";
    private static final String DROP_CLAIMED =
            "delete from group_member where user_id = :user and claimed and group_id <> all (:groups)";
    private static final String ARE_CLAIMED =
            """
            select not exists (
                select from (select group_id as id from group_member where user_id = :user and claimed) held
                full join (select id from user_group where id = any (:groups)) named using (id)
                where held.id is null or named.id is null)
            """;
    private static final String JOIN_CLAIMED =
            """
            insert into group_member (group_id, user_id, claimed)
            select id, :user, true from user_group where id = any (:groups) on conflict do nothing
            """;

    private static final String ON_PAGE =
            "select g.* from user_group g where g.id > :after and %s order by g.id limit :limit"
                    .formatted(Page.searching("g.id", "g.description"));

    Uni<List<GroupEntity>> all(Page page) {
        return getSession().chain(session -> session.createNativeQuery(ON_PAGE, GroupEntity.class)
                .setParameter("after", page.start())
                .setParameter("search", page.pattern())
                .setParameter("limit", page.rows())
                .getResultList());
    }

    /** Pairs of user id and group id. */
    Uni<List<Object[]>> membershipsOf(Collection<String> userIds) {
        return getSession().chain(session -> session.createNativeQuery(OF_USERS, Object[].class)
                .setParameter("users", userIds.toArray(String[]::new))
                .getResultList());
    }

    Uni<Void> join(String groupId, String userId) {
        return getSession()
                .chain(session -> session.createNativeQuery(JOIN)
                        .setParameter("group", groupId)
                        .setParameter("user", userId)
                        .setParameter("claimed", false)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> leave(String groupId, String userId) {
        return getSession()
                .chain(session -> session.createNativeQuery(LEAVE)
                        .setParameter("group", groupId)
                        .setParameter("user", userId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Whether the claimed memberships of a user are exactly these, as far as such groups exist. */
    Uni<Boolean> areClaimed(String userId, Collection<String> groupIds) {
        return getSession().chain(session -> session.createNativeQuery(ARE_CLAIMED, Boolean.class)
                .setParameter("user", userId)
                .setParameter("groups", groupIds.toArray(String[]::new))
                .getSingleResult());
    }

    /** Makes the claimed memberships of a user exactly these, as far as such groups exist. */
    Uni<Integer> replaceClaimed(String userId, Collection<String> groupIds) {
        var groups = groupIds.toArray(String[]::new);
        return getSession().chain(session -> session.createNativeQuery(DROP_CLAIMED)
                .setParameter("user", userId)
                .setParameter("groups", groups)
                .executeUpdate()
                .chain(dropped -> session.createNativeQuery(JOIN_CLAIMED)
                        .setParameter("user", userId)
                        .setParameter("groups", groups)
                        .executeUpdate()
                        .map(joined -> dropped + joined)));
    }
}
