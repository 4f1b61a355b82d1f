package dev.stagedoor.identity.application;

import dev.stagedoor.access.TargetKeeper;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ApplicationKeeper implements TargetKeeper {
    private final ApplicationRepository repository;

    ApplicationKeeper(ApplicationRepository repository) {
        this.repository = repository;
    }

    @Override
    public TargetType keeps() {
        return TargetType.APPLICATION;
    }

    @Override
    @WithSession
    public Uni<State> stateOf(Target target) {
        return repository.count("id", target.id()).map(count -> count == 0 ? State.ABSENT : State.ACTIVE);
    }
}
