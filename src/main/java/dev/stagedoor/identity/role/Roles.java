package dev.stagedoor.identity.role;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Giving;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.RoleRights;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Roles: the system's own, and those that are made here. */
@ApplicationScoped
public class Roles {
    /** What {@code /api/roles} has at these places. */
    private static final Set<String> PATHS = Set.of("SYSTEM", "CUSTOM", "PERMISSIONS");

    private final RoleRepository repository;
    private final Giving giving;
    private final Grants grants;
    private final Changes changes;

    Roles(RoleRepository repository, Giving giving, Grants grants, Changes changes) {
        this.repository = repository;
        this.giving = giving;
        this.grants = grants;
        this.changes = changes;
    }

    static List<RoleView> system() {
        return Arrays.stream(Role.values()).map(RoleBook::view).toList();
    }

    /** What somebody's roles allow, in the words that roles are made of. */
    public static List<String> permissionsOf(Entitlements entitled) {
        return PermissionWords.heldBy(entitled);
    }

    @WithSession
    Uni<List<RoleView>> custom() {
        return repository
                .all()
                .map(list -> list.stream().map(CustomRoleEntity::view).toList());
    }

    @WithSession
    Uni<RoleView> get(String name) {
        return Role.named(name)
                .map(role -> Uni.createFrom().item(RoleBook.view(role)))
                .orElseGet(() -> existing(name).map(CustomRoleEntity::view));
    }

    /** Makes a role; 409 when there is one of this name. */
    Uni<RoleView> create(Caller caller, RoleUpdate update) {
        var name = nameOfNew(update.name());
        return mayGive(caller, update)
                .chain(() -> changes.commit(() -> repository.findById(name).chain(found -> {
                    if (found != null) {
                        throw new Problem.Conflict("There is a role '" + update.name() + "' already");
                    }
                    return add(caller, name, update);
                })));
    }

    /** Replaces the permissions of a role; who has it has the new ones in the next call. */
    Uni<RoleView> change(Caller caller, String typed, RoleUpdate update) {
        if (!update.name().equalsIgnoreCase(typed)) {
            throw new Problem.Invalid("name", "cannot change; make a new role");
        }
        var name = nameOfNew(typed);
        return mayGive(caller, update)
                .chain(() -> changes.commit(() -> existing(name)
                        .map(role -> fill(role, caller, update))
                        .call(role -> repository.flush().chain(() -> replaceAccess(name, update)))
                        .map(CustomRoleEntity::view)));
    }

    /** Deletes a role, takes it from everybody who has it, and forgets the grants given to it. */
    Uni<Void> delete(String typed) {
        var name = nameOfNew(typed);
        return changes.commit(() -> existing(name)
                .chain(repository::delete)
                .chain(repository::flush)
                .chain(() -> repository.takeAway(name))
                .chain(() -> grants.forget(Subject.role(name))));
    }

    private Uni<RoleView> add(Caller caller, String name, RoleUpdate update) {
        var role = new CustomRoleEntity();
        role.name = name;
        role.title = update.name();
        role.createdAt = Instant.now();
        role.createdBy = caller.id();
        return repository
                .persistAndFlush(fill(role, caller, update))
                .chain(() -> replaceAccess(name, update))
                .replaceWith(role::view);
    }

    private static CustomRoleEntity fill(CustomRoleEntity role, Caller caller, RoleUpdate update) {
        role.permissions = update.permissions().stream().distinct().sorted().toArray(String[]::new);
        role.updatedAt = Instant.now();
        role.updatedBy = caller.id();
        return role;
    }

    private Uni<Void> replaceAccess(String name, RoleUpdate update) {
        return repository.replaceAccess(
                name, RoleRights.of(update.permissions()).everywhere());
    }

    private Uni<Void> mayGive(Caller caller, RoleUpdate update) {
        for (var permission : update.permissions()) {
            if (!RoleRights.isPermission(permission)) {
                throw new Problem.Invalid(
                        "permissions",
                        "'" + permission + "' is none of the words that GET /api/roles/permissions lists");
            }
        }
        return giving.check(caller, RoleRights.of(update.permissions()));
    }

    private static String nameOfNew(String typed) {
        var name = typed.toUpperCase(Locale.ROOT);
        if (Role.named(name).isPresent() || PATHS.contains(name)) {
            throw new Problem.Invalid("name", "'" + typed + "' is the system's own");
        }
        return name;
    }

    private Uni<CustomRoleEntity> existing(String name) {
        return repository
                .findById(name.toUpperCase(Locale.ROOT))
                .onItem()
                .ifNull()
                .failWith(() -> new Problem.NotFound("No such role '" + name + "'"));
    }

    /** All that is needed to show these stored names. */
    @WithSession
    public Uni<RoleBook> book(Collection<String> names) {
        return repository
                .named(customAmong(names))
                .map(found -> new RoleBook(found.stream().collect(Collectors.toMap(role -> role.name, r -> r.view()))));
    }

    /** The stored names of the roles that somebody typed; 400 for one that is none. */
    @WithSession
    public Uni<List<String>> check(Collection<String> typed, String field) {
        return known(typed).invoke(known -> {
            typed.stream()
                    .filter(name -> !known.contains(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new Problem.Invalid(
                                field,
                                "'" + name + "' is neither one of " + Arrays.toString(Role.values())
                                        + " nor a role made here");
                    });
            if (known.contains(Role.USER_READ_ONLY.name()) && known.size() > 1) {
                throw new Problem.Invalid(field, "USER_READ_ONLY cannot be combined with other roles");
            }
        });
    }

    /** The stored names of those among these that are roles, sorted. */
    @WithSession
    public Uni<List<String>> known(Collection<String> typed) {
        var names = typed.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
        var system = names.stream().flatMap(name -> Role.named(name).stream()).map(Role::name);
        return repository.named(customAmong(names)).map(found -> Stream.concat(
                        system, found.stream().map(role -> role.name))
                .distinct()
                .sorted()
                .toList());
    }

    private static List<String> customAmong(Collection<String> names) {
        return names.stream()
                .filter(name -> Role.named(name).isEmpty())
                .distinct()
                .toList();
    }
}
