package dev.stagedoor.identity.role;

import dev.stagedoor.access.graph.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Roles by their stored names, to show who has which. */
public final class RoleBook {
    private final Map<String, RoleView> custom;

    RoleBook(Map<String, RoleView> custom) {
        this.custom = Map.copyOf(custom);
    }

    /** The views of these names; one that is no role any longer has no permissions. */
    public List<RoleView> views(Collection<String> names) {
        return names.stream().distinct().sorted().map(this::view).toList();
    }

    private RoleView view(String name) {
        return Role.named(name)
                .map(RoleBook::view)
                .orElseGet(() -> custom.getOrDefault(name, RoleView.of(name, List.of())));
    }

    static RoleView view(Role role) {
        return RoleView.of(
                role.name(), role.permissions().stream().map(Enum::name).toList());
    }
}
