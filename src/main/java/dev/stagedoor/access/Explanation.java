package dev.stagedoor.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Decision;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import java.util.List;

/**
 * Why a subject may, or may not.
 *
 * @param paths each way that allows it, from the subject to the target; empty when nothing does
 * @param reason why not, or what still stands in the way: a target that is absent or switched off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        boolean allowed, String subject, String target, Access access, List<List<Decision.Step>> paths, String reason) {

    static Explanation of(Subject subject, Target target, Access access, Decision decision, TargetKeeper.State state) {
        return switch (decision) {
            case Decision.Allowed allowed ->
                new Explanation(
                        true, subject.toString(), target.toString(), access, allowed.paths(), obstacle(target, state));
            case Decision.Denied denied ->
                new Explanation(false, subject.toString(), target.toString(), access, List.of(), denied.reason());
        };
    }

    private static String obstacle(Target target, TargetKeeper.State state) {
        return switch (state) {
            case ACTIVE -> null;
            case INACTIVE -> "Calls are refused all the same: " + Targets.describe(target) + " is not active";
            case ABSENT -> "There is no " + Targets.describe(target) + " at present";
        };
    }
}
