package dev.stagedoor.identity.application;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.AnyCaller;
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

/** Tags on applications (contract, section 1.11). */
@Path("/api/applications/{id}/tags")
@RegisterForReflection
class ApplicationTagResource {
    private final Tags tags;
    private final AccessControl control;
    private final CurrentCaller caller;

    ApplicationTagResource(Tags tags, AccessControl control, CurrentCaller caller) {
        this.tags = tags;
        this.control = control;
        this.caller = caller;
    }

    /** The tags; an empty list also for an application that is unknown or not the caller's to READ (contract). */
    @GET
    @AnyCaller(because = "the contract asks for 200 even for an unknown application; without READ the list is empty")
    public Uni<List<Tag>> all(String id) {
        var target = Target.application(id);
        return control.on(caller.get(), target)
                .chain(held -> held.has(Access.READ)
                        ? tags.on(target)
                        : Uni.createFrom().item(List.of()));
    }

    @PUT
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{id}")
    public Uni<Void> add(String id, @NotNull List<@NotNull @Valid Tag> list) {
        return tags.add(caller.get(), Target.application(id), list);
    }

    @DELETE
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{id}")
    public Uni<Void> remove(String id, @NotNull List<@NotNull @Valid Tag> list) {
        return tags.remove(Target.application(id), list);
    }
}
