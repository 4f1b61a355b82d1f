package dev.stagedoor.identity.role;

import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;

@ApplicationScoped
class RoleRepository implements PanacheRepositoryBase<CustomRoleEntity, String> {
    /** Who has a role loses it with the role, or a later one of the same name would be theirs at once. */
    private static final List<String> TAKE_AWAY = List.of(
            """
            update user_account set roles = array_remove(roles, :role), claimed_roles = array_remove(claimed_roles, :role)
            where roles || claimed_roles @> array[:role]
            """,
            "update user_group set roles = array_remove(roles, :role) where roles @> array[:role]",
            "update application set roles = array_remove(roles, :role) where roles @> array[:role]",
            "delete from role_access where role = :role");

    Uni<List<CustomRoleEntity>> all() {
        return listAll(Sort.by("name"));
    }

    Uni<List<CustomRoleEntity>> named(Collection<String> names) {
        return names.isEmpty() ? Uni.createFrom().item(List.of()) : list("name in ?1", List.copyOf(names));
    }

    /** Makes what the role reaches by type exactly this. */
    Uni<Void> replaceAccess(String role, Map<TargetType, AccessSet> everywhere) {
        return run("delete from role_access where role = :role", role).chain(() -> addAccess(role, everywhere));
    }

    private Uni<Void> addAccess(String role, Map<TargetType, AccessSet> everywhere) {
        var types = everywhere.keySet().stream().map(Enum::name).toArray(String[]::new);
        var accesses = everywhere.values().stream().map(AccessSet::bits).toArray(Integer[]::new);
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                insert into role_access (role, target_type, access)
                                select :role, * from unnest(cast(:types as text[]), cast(:accesses as integer[]))
                                """)
                        .setParameter("role", role)
                        .setParameter("types", types)
                        .setParameter("accesses", accesses)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Takes the role from everybody who has it. */
    Uni<Void> takeAway(String role) {
        return TAKE_AWAY.stream()
                .reduce(Uni.createFrom().voidItem(), (done, sql) -> done.chain(() -> run(sql, role)), (a, b) -> b);
    }

    private Uni<Void> run(String sql, String role) {
        return getSession()
                .chain(session -> session.createNativeQuery(sql)
                        .setParameter("role", role)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
