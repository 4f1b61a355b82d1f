package dev.stagedoor.integration;

import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.resilience.UpstreamState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** How integrations fare; not part of the contract. */
@Path("/api/integrations/provider/{name}/state")
@RegisterForReflection
class IntegrationStateResource {
    private final IntegrationStates states;

    IntegrationStateResource(IntegrationStates states) {
        this.states = states;
    }

    /** The breaker of the integration and the calls under way, as the node that answers knows them: each node has its own. */
    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION_PROVIDER, id = "{name}")
    public Uni<UpstreamState> get(String name) {
        return states.of(name);
    }
}
