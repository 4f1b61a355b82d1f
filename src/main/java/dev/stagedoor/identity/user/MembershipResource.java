package dev.stagedoor.identity.user;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Effect;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Who belongs to a group (contract, section 1.10). A change is in force in the member's very next call. */
@Path("/api/groups/{groupId}/users")
@RegisterForReflection
class MembershipResource {
    /** An empty reply. */
    private static final Effect NOTHING_TO_TELL = null;

    private final Users users;
    private final Memberships memberships;
    private final CurrentCaller caller;

    MembershipResource(Users users, Memberships memberships, CurrentCaller caller) {
        this.users = users;
        this.memberships = memberships;
        this.caller = caller;
    }

    /** The members by id; all of them by default. */
    @GET
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<List<ConductorUser>> members(String groupId, @BeanParam @Valid Page page) {
        return users.members(groupId, page);
    }

    /** With {@code dryRun=true} tells who would gain what, and changes nothing. */
    @POST
    @Path("/{userId}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Effect> join(String groupId, String userId, @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
        return join(groupId, List.of(userId), dryRun);
    }

    /** With {@code dryRun=true} tells who would lose what, and changes nothing. */
    @DELETE
    @Path("/{userId}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Effect> leave(
            String groupId, String userId, @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
        return leave(groupId, List.of(userId), dryRun);
    }

    /** All of them, or none when one does not exist; {@code dryRun} as for one. */
    @POST
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Effect> joinAll(
            String groupId,
            @NotEmpty List<@NotNull String> userIds,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
        return join(groupId, userIds, dryRun);
    }

    /** All of them, or none when one does not exist; {@code dryRun} as for one. */
    @DELETE
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Effect> leaveAll(
            String groupId,
            @NotEmpty List<@NotNull String> userIds,
            @QueryParam("dryRun") @DefaultValue("false") String dryRun) {
        return leave(groupId, userIds, dryRun);
    }

    private Uni<Effect> join(String groupId, List<String> userIds, String dryRun) {
        return Boolean.parseBoolean(dryRun)
                ? memberships.tryJoin(caller.get(), groupId, userIds)
                : memberships.join(caller.get(), groupId, userIds).replaceWith(NOTHING_TO_TELL);
    }

    private Uni<Effect> leave(String groupId, List<String> userIds, String dryRun) {
        return Boolean.parseBoolean(dryRun)
                ? memberships.tryLeave(caller.get(), groupId, userIds)
                : memberships.leave(groupId, userIds).replaceWith(NOTHING_TO_TELL);
    }
}
