package dev.stagedoor.identity;

import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.problem.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A role as replies show it (contract, section 2). */
public record RoleView(String name, List<PermissionView> permissions) {

    /** A permission as replies show it. */
    public record PermissionView(String name) {}

    /** The views of stored role names; a name that is no system role has no permissions. */
    public static List<RoleView> of(Collection<String> names) {
        return names.stream().distinct().sorted().map(RoleView::of).toList();
    }

    private static RoleView of(String name) {
        var permissions = Role.named(name).stream()
                .flatMap(role -> role.permissions().stream())
                .map(Permission::name)
                .sorted()
                .map(PermissionView::new)
                .toList();
        return new RoleView(name, permissions);
    }

    /** The canonical names of the roles that somebody sent; 400 for one that is none. */
    public static List<String> check(Collection<String> names, String field) {
        var roles = names.stream()
                .map(name -> Role.named(name)
                        .orElseThrow(() -> new Problem.Invalid(
                                field, "'" + name + "' is not one of " + Arrays.toString(Role.values()))))
                .distinct()
                .toList();
        if (roles.contains(Role.USER_READ_ONLY) && roles.size() > 1) {
            throw new Problem.Invalid(field, "USER_READ_ONLY cannot be combined with other roles");
        }
        return roles.stream().map(Role::name).sorted().toList();
    }
}
