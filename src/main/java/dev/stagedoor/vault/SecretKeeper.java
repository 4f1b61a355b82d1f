package dev.stagedoor.vault;

import dev.stagedoor.access.TargetKeeper;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SecretKeeper implements TargetKeeper {
    private final SecretRepository repository;

    SecretKeeper(SecretRepository repository) {
        this.repository = repository;
    }

    @Override
    public TargetType keeps() {
        return TargetType.SECRET;
    }

    @Override
    @WithSession
    public Uni<State> stateOf(Target target) {
        return repository.has(target.id()).map(isThere -> isThere ? State.ACTIVE : State.ABSENT);
    }
}
