package dev.stagedoor.access;

import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.support.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules of access in the slow, obvious way: every row of every table, for every question. Shares no code with ours. */
final class NaiveEvaluator {
    private final List<List<String>> users = Rows.list("select id, roles || claimed_roles from user_account");
    private final List<List<String>> groups = Rows.list("select id, roles from user_group");
    private final List<List<String>> members = Rows.list("select user_id, group_id from group_member");
    private final List<List<String>> applications = Rows.list("select 'app:' || id, roles from application");
    private final List<List<String>> customRoles = Rows.list("select name, permissions from custom_role");
    private final List<List<String>> grants =
            Rows.list("select subject_type || ' ' || subject_id, target_type, target_id, access from access_grant");
    private final List<List<String>> tags = Rows.list("select target_type, target_id, key || ':' || value from tag");
    private final Set<String> activeModels = Set.copyOf(Rows.list(
                    "select i.name || ':' || m.name from model m join integration i on i.id = m.integration_id where i.enabled and m.enabled")
            .stream()
            .map(List::getFirst)
            .toList());

    /** Whether a principal may do this to a target. */
    boolean may(String principal, Access access, Target target) {
        var subjects = subjects(principal);
        if (subjects.contains("ROLE ADMIN")) {
            return true;
        }
        for (var grant : grants) {
            if (subjects.contains(grant.get(0))
                    && includes(Integer.parseInt(grant.get(3)), access)
                    && covers(grant.get(1), grant.get(2), target)) {
                return true;
            }
        }
        return (subjects.contains("ROLE PROMPT_MANAGER") && target.type() == TargetType.PROMPT)
                || customRoles.stream()
                        .filter(role -> subjects.contains("ROLE " + role.get(0)))
                        .anyMatch(role -> allows(role.get(1), access, target));
    }

    /** Whether a principal's call to this model goes through. */
    boolean mayCall(String principal, Target model) {
        return activeModels.contains(model.id()) && may(principal, Access.EXECUTE, model);
    }

    private Set<String> subjects(String principal) {
        var subjects = new HashSet<String>();
        for (var row : principal.startsWith("app:") ? applications : users) {
            if (row.get(0).equals(principal)) {
                subjects.add("USER " + principal);
                words(row.get(1)).forEach(role -> subjects.add("ROLE " + role));
            }
        }
        for (var member : members) {
            if (member.get(0).equals(principal)) {
                subjects.add("GROUP " + member.get(1));
            }
        }
        for (var group : groups) {
            if (subjects.contains("GROUP " + group.get(0))) {
                words(group.get(1)).forEach(role -> subjects.add("ROLE " + role));
            }
        }
        return subjects;
    }

    private boolean covers(String type, String id, Target target) {
        var itself = target.type().name();
        if (type.equals("TAG")) {
            return tags.stream().anyMatch(tag -> tag.get(2).equals(id) && covers(tag.get(0), tag.get(1), target));
        }
        return (type.equals(itself) && id.equals(target.id()))
                || (type.equals("INTEGRATION_PROVIDER")
                        && itself.equals("INTEGRATION")
                        && target.id().startsWith(id + ":"));
    }

    private static boolean allows(String permissions, Access access, Target target) {
        var word = access + "_" + target.type().name().replace("INTEGRATION_PROVIDER", "INTEGRATION");
        return words(permissions).contains(word) && !word.equals("CREATE_INTEGRATION");
    }

    private static boolean includes(int bits, Access access) {
        return (bits >> List.of("CREATE", "READ", "EXECUTE", "UPDATE", "DELETE").indexOf(access.name())) % 2 == 1;
    }

    private static Set<String> words(String array) {
        return List.of(array.replaceAll("[{}\"]", "").split(",")).stream()
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
