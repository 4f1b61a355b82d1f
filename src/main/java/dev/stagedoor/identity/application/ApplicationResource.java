package dev.stagedoor.identity.application;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Message;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Applications and their roles (contract, section 1.11). */
@Path("/api/applications")
@RegisterForReflection
class ApplicationResource {
    private final Applications applications;
    private final ApplicationRoles roles;
    private final CurrentCaller caller;

    ApplicationResource(Applications applications, ApplicationRoles roles, CurrentCaller caller) {
        this.applications = applications;
        this.roles = roles;
        this.caller = caller;
    }

    /** What the caller may READ, by name; all of it by default. 400 for a page after an application not in this list. */
    @GET
    @AnyCaller(because = "the list holds only what the caller may READ")
    public Uni<List<Application>> all(@BeanParam @Valid Page page) {
        return applications.visibleTo(caller.get(), page);
    }

    @POST
    @RequiresPermission(Permission.CREATE_APPLICATION)
    public Uni<Application> create(@NotNull @Valid ApplicationUpdate update) {
        return applications.create(caller.get(), update);
    }

    @GET
    @Path("/{id}")
    @RequiresAccess(value = Access.READ, on = TargetType.APPLICATION, id = "{id}")
    public Uni<Application> get(String id) {
        return applications.get(id);
    }

    @PUT
    @Path("/{id}")
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{id}")
    public Uni<Application> rename(String id, @NotNull @Valid ApplicationUpdate update) {
        return applications.rename(caller.get(), id, update);
    }

    /** Deletes the application, its access keys and its grants. */
    @DELETE
    @Path("/{id}")
    @RequiresAccess(value = Access.DELETE, on = TargetType.APPLICATION, id = "{id}")
    public Uni<Message> delete(String id) {
        return applications.delete(id).replaceWith(() -> new Message("Deleted Application '" + id + "'"));
    }

    /** Gives a role: WORKER, METADATA_API and APPLICATION_CREATOR freely, the others as an ADMIN only. */
    @POST
    @Path("/{applicationId}/roles/{role}")
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{applicationId}")
    public Uni<Void> addRole(String applicationId, String role) {
        return roles.add(caller.get(), applicationId, role);
    }

    @DELETE
    @Path("/{applicationId}/roles/{role}")
    @RequiresAccess(value = Access.UPDATE, on = TargetType.APPLICATION, id = "{applicationId}")
    public Uni<Void> removeRole(String applicationId, String role) {
        return roles.remove(caller.get(), applicationId, role);
    }
}
