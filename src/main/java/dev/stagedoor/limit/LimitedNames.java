package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Target;
import java.util.Optional;

/** The names of what a limit is on: an integration, or one of its models. */
record LimitedNames(String integration, Optional<String> model) {
    static LimitedNames of(Target target) {
        var integration = target.andContainers().getLast();
        return new LimitedNames(
                integration.id(),
                integration.equals(target)
                        ? Optional.empty()
                        : Optional.of(target.id().substring(integration.id().length() + 1)));
    }
}
