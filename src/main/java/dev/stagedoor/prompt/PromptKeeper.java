package dev.stagedoor.prompt;

import dev.stagedoor.access.TargetKeeper;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class PromptKeeper implements TargetKeeper {
    private final PromptRepository repository;

    PromptKeeper(PromptRepository repository) {
        this.repository = repository;
    }

    @Override
    public TargetType keeps() {
        return TargetType.PROMPT;
    }

    @Override
    @WithSession
    public Uni<State> stateOf(Target target) {
        return repository.count("name", target.id()).map(count -> count == 0 ? State.ABSENT : State.ACTIVE);
    }
}
