package dev.stagedoor.identity.role;

import java.util.Collection;
import java.util.List;

/** A role as replies show it (contract, section 2). */
public record RoleView(String name, List<PermissionView> permissions) {

    /** A permission as replies show it. */
    public record PermissionView(String name) {}

    static RoleView of(String name, Collection<String> permissions) {
        return new RoleView(
                name, permissions.stream().sorted().map(PermissionView::new).toList());
    }
}
