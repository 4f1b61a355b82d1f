package dev.stagedoor.identity.group;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.GrantedAccess;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Message;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.problem.Name;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;

/** Groups (contract, section 1.10). Members are in the user feature. */
@Path("/api/groups")
@RegisterForReflection
class GroupResource {
    private final Groups groups;
    private final Grants grants;
    private final CurrentCaller caller;

    GroupResource(Groups groups, Grants grants, CurrentCaller caller) {
        this.groups = groups;
        this.grants = grants;
        this.caller = caller;
    }

    /** Groups by id; all of them by default. */
    @GET
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<List<Group>> all(@BeanParam @Valid Page page) {
        return groups.all(page);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Group> get(String id) {
        return groups.get(id);
    }

    /** Creates the group or replaces what is stored of it. */
    @PUT
    @Path("/{id}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Group> save(@Name String id, @NotNull @Valid GroupUpdate update) {
        return groups.save(caller.get(), id, update);
    }

    /** Deletes the group, its memberships and its grants. */
    @DELETE
    @Path("/{id}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Message> delete(String id) {
        return groups.delete(id).replaceWith(() -> new Message("Deleted group '" + id + "'"));
    }

    /** The grants given to the group itself. */
    @GET
    @Path("/{groupId}/permissions")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<GrantedAccess.Listing> permissions(String groupId) {
        return groups.get(groupId)
                .chain(() -> grants.of(Subject.group(groupId)))
                .map(GrantedAccess.Listing::of);
    }
}
