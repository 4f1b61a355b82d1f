package dev.stagedoor.model;

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

/** Tags on models (contract, section 1.5). */
@Path("/api/integrations/provider/{name}/integration/{model}/tags")
@RegisterForReflection
class ModelTagResource {
    private static final String MODEL = "{name}:{model}";

    private final Tags tags;
    private final Models models;
    private final CurrentCaller caller;

    ModelTagResource(Tags tags, Models models, CurrentCaller caller) {
        this.tags = tags;
        this.models = models;
        this.caller = caller;
    }

    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<List<Tag>> all(String name, String model) {
        return models.get(name, model).map(Model::tags);
    }

    /** Adds; a key may carry several values. */
    @PUT
    @RequiresAccess(value = Access.UPDATE, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Void> add(String name, String model, @NotNull List<@NotNull @Valid Tag> list) {
        return models.get(name, model).chain(() -> tags.add(caller.get(), Target.model(name, model), list));
    }

    /** Removes exactly these keys and values. */
    @DELETE
    @RequiresAccess(value = Access.UPDATE, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Void> remove(String name, String model, @NotNull List<@NotNull @Valid Tag> list) {
        return tags.remove(Target.model(name, model), list);
    }
}
