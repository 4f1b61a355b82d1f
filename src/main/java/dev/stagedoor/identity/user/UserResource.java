package dev.stagedoor.identity.user;

import dev.stagedoor.access.AccessControl;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;

/** Users (contract, section 1.9). */
@Path("/api/users")
@RegisterForReflection
class UserResource {
    private final Users users;
    private final Grants grants;
    private final AccessControl control;
    private final CurrentCaller caller;

    UserResource(Users users, Grants grants, AccessControl control, CurrentCaller caller) {
        this.users = users;
        this.grants = grants;
        this.control = control;
        this.caller = caller;
    }

    /** Users by id; with {@code apps=true} then applications by name. All of them by default. */
    @GET
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<List<ConductorUser>> all(
            @QueryParam("apps") @DefaultValue("false") String apps, @BeanParam @Valid Page page) {
        return users.all(Boolean.parseBoolean(apps), page);
    }

    @GET
    @Path("/{id}")
    @RequiresPermission(value = Permission.USER_MANAGEMENT, orSelf = "id")
    public Uni<ConductorUser> get(String id) {
        return users.get(id);
    }

    @PUT
    @Path("/{id}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<ConductorUser> save(@Name String id, @NotNull @Valid UserUpdate update) {
        return users.save(caller.get(), id, update);
    }

    /** Deletes the user, its memberships and its grants. */
    @DELETE
    @Path("/{id}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Message> delete(String id) {
        return users.delete(id).replaceWith(() -> new Message("Deleted user '" + id + "'"));
    }

    /** The grants given to the user itself, not those of its groups. */
    @GET
    @Path("/{userId}/permissions")
    @RequiresPermission(value = Permission.USER_MANAGEMENT, orSelf = "userId")
    public Uni<GrantedAccess.Listing> permissions(String userId) {
        return users.get(userId).chain(() -> grants.of(Subject.user(userId))).map(GrantedAccess.Listing::of);
    }

    /** All that the user may do to a target, however it came by it: each access word with true or false. */
    @GET
    @Path("/{userId}/checkPermissions")
    @RequiresPermission(value = Permission.USER_MANAGEMENT, orSelf = "userId")
    public Uni<Map<String, Boolean>> check(
            String userId, @NotNull @QueryParam("type") String type, @NotNull @QueryParam("id") String id) {
        return users.get(userId).chain(() -> control.wordsOf(Subject.user(userId), type, id));
    }

    /** Accepted for the clients that call it; Stagedoor sends no mail, people log in with what they have. */
    @POST
    @Path("/{id}/sendInviteEmail")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Void> invite(String id) {
        return users.get(id).replaceWithVoid();
    }
}
