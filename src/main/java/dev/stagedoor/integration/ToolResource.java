package dev.stagedoor.integration;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The MCP tools of an integration (contract, section 1.3), which consoles ask every integration for. */
@Path("/api/integrations/{integrationName}/def/apis")
@RegisterForReflection
class ToolResource {
    private final Integrations integrations;
    private final CurrentCaller caller;

    ToolResource(Integrations integrations, CurrentCaller caller) {
        this.integrations = integrations;
        this.caller = caller;
    }

    /** None: Stagedoor's integrations offer models. */
    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION_PROVIDER, id = "{integrationName}")
    public Uni<List<Object>> all(String integrationName) {
        return integrations.get(caller.get(), integrationName).map(found -> List.of());
    }
}
