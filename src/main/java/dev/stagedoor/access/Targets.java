package dev.stagedoor.access;

import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import java.util.Locale;

/** How targets are spoken of, so that absent and not permitted read the same wherever the refusal comes from. */
public final class Targets {
    private Targets() {}

    /** The answer for a target that is not there. */
    public static Problem.NotFound absent(Target target) {
        return new Problem.NotFound("No such " + describe(target));
    }

    /** The same answer for one that the caller may not know of, there or not. */
    static Problem.NotFound hidden(Target target) {
        return Problem.NotFound.hidden("No such " + describe(target));
    }

    /** The answer to saving under a name that somebody else holds. */
    public static Problem.Forbidden taken(Target target) {
        return new Problem.Forbidden("The name of " + describe(target) + " is taken, and you may not update it");
    }

    static String describe(Target target) {
        return noun(target.type()) + " '" + target.id() + "'";
    }

    private static String noun(TargetType type) {
        return switch (type) {
            case INTEGRATION_PROVIDER -> "integration";
            case INTEGRATION -> "model";
            default -> type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
