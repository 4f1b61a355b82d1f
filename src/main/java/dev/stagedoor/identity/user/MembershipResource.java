package dev.stagedoor.identity.user;

import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Who belongs to a group (contract, section 1.10). A change is in force in the member's very next call. */
@Path("/api/groups/{groupId}/users")
@RegisterForReflection
class MembershipResource {
    private final Users users;

    MembershipResource(Users users) {
        this.users = users;
    }

    @GET
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<List<ConductorUser>> members(String groupId) {
        return users.members(groupId);
    }

    @POST
    @Path("/{userId}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Void> join(String groupId, String userId) {
        return users.join(groupId, List.of(userId));
    }

    @DELETE
    @Path("/{userId}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Void> leave(String groupId, String userId) {
        return users.leave(groupId, List.of(userId));
    }

    /** All of them, or none when one does not exist. */
    @POST
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Void> joinAll(String groupId, @NotEmpty List<@NotNull String> userIds) {
        return users.join(groupId, userIds);
    }

    /** All of them, or none when one does not exist. */
    @DELETE
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Void> leaveAll(String groupId, @NotEmpty List<@NotNull String> userIds) {
        return users.leave(groupId, userIds);
    }
}
