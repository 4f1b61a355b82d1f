package dev.stagedoor.model;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Integrations with their models at once (contract, section 1.2). */
@Path("/api/integrations")
@RegisterForReflection
class FullIntegrationResource {
    private final FullIntegrations integrations;
    private final CurrentCaller caller;

    FullIntegrationResource(FullIntegrations integrations, CurrentCaller caller) {
        this.integrations = integrations;
        this.caller = caller;
    }

    @GET
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<FullIntegration>> all(
            @QueryParam("category") String category,
            @QueryParam("activeOnly") @DefaultValue("true") String activeOnly) {
        return integrations.visibleTo(caller.get(), category, Boolean.parseBoolean(activeOnly));
    }

    /** Saves all, or none: 400 and 403 name the integration or field that is at fault. */
    @POST
    @AnyCaller(because = "the targets are in the body; each is checked like a single save")
    public Uni<Void> saveAll(@NotNull List<FullIntegration.@NotNull @Valid Update> updates) {
        return integrations.save(caller.get(), updates);
    }

    /** {@code integration:model} of everything that the caller may READ. */
    @GET
    @Path("/all")
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<String>> references(
            @QueryParam("type") String type,
            @QueryParam("category") String category,
            @QueryParam("activeOnly") @DefaultValue("true") String activeOnly) {
        return integrations.references(
                caller.get(), category == null ? type : category, Boolean.parseBoolean(activeOnly));
    }
}
