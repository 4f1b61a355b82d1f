package dev.stagedoor.access.graph;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Everything one caller may do, flattened: the grants of the user, its groups and its roles, added up by target, as
 * they stood at one version of the access graph. A question is a look-up or two.
 *
 * @param version the version of the graph in which all of this was true
 * @param alive whether the principal exists and its credential is active; if not, it may do nothing
 * @param subjects what the caller counts as
 * @param rights what its roles allow beside grants
 * @param reach access by target
 * @param reachesByTag whether any of it comes through a tag, so that a target's tags matter
 */
public record Entitlements(
        long version,
        boolean alive,
        Set<Subject> subjects,
        RoleRights rights,
        Map<Target, AccessSet> reach,
        boolean reachesByTag) {
    private static final Subject ADMIN = Subject.role("ADMIN");

    public Entitlements {
        subjects = Set.copyOf(subjects);
        reach = Map.copyOf(reach);
    }

    /**
     * The same, of the caller's roles as the system knows them and the permissions of those that were made here.
     *
     * @param customPermissions the permission words of the caller's custom roles
     */
    public static Entitlements of(
            long version,
            boolean alive,
            Set<Subject> subjects,
            Collection<String> customPermissions,
            Map<Target, AccessSet> reach) {
        var rights = RoleRights.ofSystemRoles(subjects).and(RoleRights.of(customPermissions));
        var byTag = reach.keySet().stream().anyMatch(target -> target.type() == TargetType.TAG);
        return new Entitlements(version, alive, subjects, rights, reach, byTag);
    }

    public boolean isAdmin() {
        return alive && subjects.contains(ADMIN);
    }

    /** Whether one of the caller's roles allows this without a grant. */
    public boolean may(Permission permission) {
        return isAdmin() || (alive && rights.capabilities().contains(permission));
    }

    /** What the caller may do to every target of a type, present and future. */
    public AccessSet onEvery(TargetType type) {
        return on(Target.every(type), List.of());
    }

    /**
     * What the caller may do to a target: directly, by a grant on what contains it, by a grant on a tag that it or its
     * container carries, or by a role that reaches every target of its type. Rights add up; nothing takes one away.
     *
     * @param tags the tags, as {@code key:value}, of the target and of what contains it
     */
    public AccessSet on(Target target, Collection<String> tags) {
        Objects.requireNonNull(target, "target");
        if (!alive) {
            return AccessSet.NONE;
        }
        if (isAdmin()) {
            return AccessSet.ALL;
        }
        var sum = rights.on(target);
        for (var reached = target; reached != null; reached = reached.container()) {
            sum = sum.and(reach.getOrDefault(reached, AccessSet.NONE));
        }
        for (var tag : tags) {
            sum = sum.and(reach.getOrDefault(new Target(TargetType.TAG, tag), AccessSet.NONE));
        }
        return sum;
    }
}
