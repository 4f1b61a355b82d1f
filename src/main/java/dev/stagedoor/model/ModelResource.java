package dev.stagedoor.model;

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

/** Models, called integration APIs on the wire (contract, section 1.3). */
@Path("/api/integrations/provider/{name}/integration")
@RegisterForReflection
class ModelResource {
    private static final String MODEL = "{name}:{model}";

    private final Models models;
    private final CurrentCaller caller;

    ModelResource(Models models, CurrentCaller caller) {
        this.models = models;
        this.caller = caller;
    }

    /** Those that the caller may READ, by name; by default only what is active, and all of it. */
    @GET
    @AnyCaller(because = "the list holds only what the caller may READ; 404 when that is nothing of this integration")
    public Uni<List<Model>> all(
            String name,
            @QueryParam("activeOnly") @DefaultValue("true") String activeOnly,
            @BeanParam @Valid Page page) {
        return models.visibleTo(caller.get(), name, Boolean.parseBoolean(activeOnly), page);
    }

    /** The names of the models that the caller may READ. A model named {@code all} cannot be looked up. */
    @GET
    @Path("/all")
    @AnyCaller(because = "the list holds only what the caller may READ; 404 when that is nothing of this integration")
    public Uni<List<String>> names(String name) {
        return models.visibleTo(caller.get(), name, false, Page.ALL)
                .map(list -> list.stream().map(Model::name).toList());
    }

    @GET
    @Path("/{model}")
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Model> get(String name, String model) {
        return models.get(name, model);
    }

    /** Creates or changes. A new model needs UPDATE or CREATE on the integration; 404 when that is missing. */
    @POST
    @Path("/{model}")
    @RequiresAccess(
            value = Access.UPDATE,
            on = TargetType.INTEGRATION,
            id = MODEL,
            whenAbsent = Creation.NEEDS_CREATE_ON_ITS_CONTAINER)
    public Uni<Void> save(String name, @Name String model, @NotNull @Valid ModelUpdate update) {
        return models.save(caller.get(), name, model, update);
    }

    /** Deletes the model with every grant on it. */
    @DELETE
    @Path("/{model}")
    @RequiresAccess(value = Access.DELETE, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Void> delete(String name, String model) {
        return models.delete(name, model);
    }
}
