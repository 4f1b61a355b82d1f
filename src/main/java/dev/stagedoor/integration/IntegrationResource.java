package dev.stagedoor.integration;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.RequiresAccess.Creation;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Name;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Integrations, called providers on the wire (contract, section 1.2). */
@Path("/api/integrations/provider")
@RegisterForReflection
class IntegrationResource {
    private final Integrations integrations;
    private final CurrentCaller caller;

    IntegrationResource(Integrations integrations, CurrentCaller caller) {
        this.integrations = integrations;
        this.caller = caller;
    }

    /** What the caller may READ, by name; by default only what is active, and all of it. */
    @GET
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<Integration>> all(
            @QueryParam("category") String category,
            @QueryParam("type") String type,
            @QueryParam("activeOnly") @DefaultValue("true") String activeOnly,
            @BeanParam @Valid Page page) {
        return integrations.visibleTo(
                caller.get(), category == null ? type : category, Boolean.parseBoolean(activeOnly), page);
    }

    @GET
    @Path("/{name}")
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION_PROVIDER, id = "{name}")
    public Uni<Integration> get(String name) {
        return integrations.get(caller.get(), name);
    }

    /**
     * Creates or changes. 400 when the type changes, 403 when the name belongs to somebody else, 404 when the type is
     * unknown, 409 when somebody else saves at the same time.
     */
    @POST
    @Path("/{name}")
    @RequiresAccess(
            value = Access.UPDATE,
            on = TargetType.INTEGRATION_PROVIDER,
            id = "{name}",
            whenAbsent = Creation.NEEDS_PERMISSION_TO_CREATE_INTEGRATIONS)
    public Uni<Integration> save(@Name(without = ":/") String name, @NotNull @Valid IntegrationUpdate update) {
        return integrations.save(caller.get(), name, update);
    }

    /** Deletes the integration with its models and every grant on either. */
    @DELETE
    @Path("/{name}")
    @RequiresAccess(value = Access.DELETE, on = TargetType.INTEGRATION_PROVIDER, id = "{name}")
    public Uni<Void> delete(String name) {
        return integrations.delete(name);
    }
}
