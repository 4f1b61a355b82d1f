package dev.stagedoor.integration;

import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.resilience.Guards;
import dev.stagedoor.resilience.UpstreamState;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** How this node fares with the providers of integrations. */
@ApplicationScoped
class IntegrationStates {
    private final IntegrationRepository repository;
    private final Guards guards;

    IntegrationStates(IntegrationRepository repository, Guards guards) {
        this.repository = repository;
        this.guards = guards;
    }

    /** Of one integration; 404 when there is none. */
    @WithSession
    Uni<UpstreamState> of(String name) {
        return repository
                .named(name)
                .onItem()
                .ifNull()
                .failWith(() -> Targets.absent(Target.integration(name)))
                .map(entity -> guards.stateOf(name, entity.id, new JsonObject(entity.configuration).getMap()));
    }
}
