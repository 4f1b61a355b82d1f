package dev.stagedoor.access.graph;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the permissions of a role allow: capabilities that need no target, and access to every target of a type. The words
 * are {@link Permission}s, or {@code ACCESS_TYPE} such as {@code READ_INTEGRATION} or {@code EXECUTE_WORKFLOW_DEF}
 * (contract, section 1.13).
 */
public record RoleRights(Set<Permission> capabilities, Map<TargetType, AccessSet> everywhere) {
    /** Somebody who speaks of a permission on integrations means them with their models. */
    private static final String INTEGRATION = "INTEGRATION";

    public RoleRights {
        capabilities = Set.copyOf(capabilities);
        everywhere = Map.copyOf(everywhere);
    }

    /** The rights that these words give. */
    public static RoleRights of(Collection<String> permissions) {
        var capabilities = EnumSet.noneOf(Permission.class);
        var everywhere = new EnumMap<TargetType, AccessSet>(TargetType.class);
        for (var word : permissions) {
            Permission.named(word).ifPresent(capabilities::add);
            access(word).ifPresent(given -> everywhere.merge(given.getKey(), given.getValue(), AccessSet::and));
        }
        if (capabilities.contains(Permission.PROMPT_MANAGEMENT)) {
            capabilities.add(Permission.CREATE_PROMPT);
            everywhere.put(TargetType.PROMPT, AccessSet.ALL);
        }
        return new RoleRights(capabilities, everywhere);
    }

    /** What somebody with nothing but these roles may do; names of no system role give nothing here. */
    static RoleRights ofSystemRoles(Collection<Subject> subjects) {
        return of(subjects.stream()
                .filter(subject -> subject.type() == SubjectType.ROLE)
                .flatMap(subject -> Role.named(subject.id()).stream())
                .flatMap(role -> role.permissions().stream())
                .map(Permission::name)
                .toList());
    }

    /** These rights and those. */
    RoleRights and(RoleRights other) {
        var capabilities = EnumSet.noneOf(Permission.class);
        capabilities.addAll(this.capabilities);
        capabilities.addAll(other.capabilities);
        var everywhere = new EnumMap<TargetType, AccessSet>(TargetType.class);
        everywhere.putAll(this.everywhere);
        other.everywhere.forEach((type, access) -> everywhere.merge(type, access, AccessSet::and));
        return new RoleRights(capabilities, everywhere);
    }

    /** What these rights give on one target: by its type, or by the type of what contains it. */
    AccessSet on(Target target) {
        var sum = AccessSet.NONE;
        if (!everywhere.isEmpty()) {
            for (var reached = target; reached != null; reached = reached.container()) {
                sum = sum.and(everywhere.getOrDefault(reached.type(), AccessSet.NONE));
            }
        }
        return sum;
    }

    /** Whether this word gives anything. */
    public static boolean isPermission(String word) {
        return Permission.named(word).isPresent() || access(word).isPresent();
    }

    /** {@code CREATE_INTEGRATION} is a capability: to make integrations, not to add models to all that there are. */
    private static Optional<Map.Entry<TargetType, AccessSet>> access(String word) {
        if (Permission.named(word).isPresent()) {
            return Optional.empty();
        }
        for (var access : Access.values()) {
            var prefix = access.name() + "_";
            if (word.startsWith(prefix)) {
                return type(word.substring(prefix.length())).map(type -> Map.entry(type, AccessSet.of(access)));
            }
        }
        return Optional.empty();
    }

    private static Optional<TargetType> type(String word) {
        return word.equals(INTEGRATION) ? Optional.of(TargetType.INTEGRATION_PROVIDER) : TargetType.named(word);
    }
}
