package dev.stagedoor.identity.role;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.RoleRights;
import dev.stagedoor.access.graph.TargetType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The permissions there are, sorted by what they are about (contract, section 8, point 6). */
final class PermissionWords {
    /** Permissions that are about no type of target. */
    private static final String OTHERS = "MANAGEMENT";

    private PermissionWords() {}

    static Map<String, List<String>> byResource() {
        return all().collect(Collectors.groupingBy(PermissionWords::resource, TreeMap::new, Collectors.toList()));
    }

    /** The words that say no more than what somebody may do, sorted. */
    static List<String> heldBy(Entitlements entitled) {
        return all().filter(word -> holds(entitled, RoleRights.of(List.of(word))))
                .sorted()
                .toList();
    }

    private static boolean holds(Entitlements entitled, RoleRights rights) {
        return rights.capabilities().stream().allMatch(entitled::may)
                && rights.everywhere().entrySet().stream()
                        .allMatch(given -> entitled.onEvery(given.getKey()).hasAll(given.getValue()));
    }

    private static Stream<String> all() {
        return Stream.concat(Arrays.stream(Permission.values()).map(Enum::name), accessWords())
                .filter(RoleRights::isPermission)
                .distinct();
    }

    private static Stream<String> accessWords() {
        return Arrays.stream(TargetType.values())
                .flatMap(type -> Arrays.stream(Access.values()).map(access -> access + "_" + type));
    }

    private static String resource(String word) {
        return Arrays.stream(Access.values())
                .map(access -> access + "_")
                .filter(word::startsWith)
                .map(prefix -> word.substring(prefix.length()))
                .findFirst()
                .orElse(OTHERS);
    }
}
