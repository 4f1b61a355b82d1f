package dev.stagedoor.integration;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.tag.Tag;
import dev.stagedoor.tag.Tags;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Tags on integrations (contract, section 1.5); a grant on a tag reaches the integration and its models. */
@Path("/api/integrations/provider/{name}/tags")
@RegisterForReflection
class IntegrationTagResource {
    private final Tags tags;
    private final Integrations integrations;
    private final CurrentCaller caller;

    IntegrationTagResource(Tags tags, Integrations integrations, CurrentCaller caller) {
        this.tags = tags;
        this.integrations = integrations;
        this.caller = caller;
    }

    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION_PROVIDER, id = "{name}")
    public Uni<List<Tag>> all(String name) {
        return integrations.get(caller.get(), name).map(Integration::tags);
    }

    /** Adds; a key may carry several values. */
    @PUT
    @RequiresAccess(value = Access.UPDATE, on = TargetType.INTEGRATION_PROVIDER, id = "{name}")
    public Uni<Void> add(String name, @NotNull List<@NotNull @Valid Tag> list) {
        return integrations.get(caller.get(), name).chain(() -> tags.add(caller.get(), Target.integration(name), list));
    }

    /** Removes exactly these keys and values. */
    @DELETE
    @RequiresAccess(value = Access.UPDATE, on = TargetType.INTEGRATION_PROVIDER, id = "{name}")
    public Uni<Void> remove(String name, @NotNull List<@NotNull @Valid Tag> list) {
        return tags.remove(Target.integration(name), list);
    }
}
