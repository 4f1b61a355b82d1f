package dev.stagedoor.integration;

import dev.stagedoor.access.TargetKeeper;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class IntegrationKeeper implements TargetKeeper {
    private final IntegrationRepository repository;

    IntegrationKeeper(IntegrationRepository repository) {
        this.repository = repository;
    }

    @Override
    public TargetType keeps() {
        return TargetType.INTEGRATION_PROVIDER;
    }

    @Override
    @WithSession
    public Uni<State> stateOf(Target target) {
        return repository.named(target.id()).map(found -> {
            if (found == null) {
                return State.ABSENT;
            }
            return found.enabled ? State.ACTIVE : State.INACTIVE;
        });
    }
}
