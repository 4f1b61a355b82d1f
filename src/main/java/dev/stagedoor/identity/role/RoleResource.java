package dev.stagedoor.identity.role;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.Message;
import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Roles (contract, section 1.13): the system's own cannot be changed, others can be made beside them. */
@Path("/api/roles")
@RegisterForReflection
class RoleResource {
    private final Roles roles;
    private final CurrentCaller caller;

    RoleResource(Roles roles, CurrentCaller caller) {
        this.roles = roles;
        this.caller = caller;
    }

    @GET
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<List<RoleView>> all() {
        return roles.custom().map(custom -> Stream.concat(Roles.system().stream(), custom.stream())
                .toList());
    }

    /** The system's roles, by name. */
    @GET
    @Path("/system")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Map<String, RoleView>> system() {
        return Uni.createFrom()
                .item(() -> Roles.system().stream().collect(Collectors.toMap(RoleView::name, Function.identity())));
    }

    @GET
    @Path("/custom")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<List<RoleView>> custom() {
        return roles.custom();
    }

    /** Every permission that a role can have, by what it is about. */
    @GET
    @Path("/permissions")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<Map<String, List<String>>> permissions() {
        return Uni.createFrom().item(PermissionWords::byResource);
    }

    /** Makes a role. 409 when the name is taken, 403 for a permission that the caller does not hold. */
    @POST
    @RequiresPermission(Permission.AUTHORIZATION_MANAGEMENT)
    public Uni<RoleView> create(@NotNull @Valid RoleUpdate update) {
        return roles.create(caller.get(), update);
    }

    /** One role, the system's or one made here, whatever the case of the letters. */
    @GET
    @Path("/{name}")
    @RequiresPermission(Permission.USER_MANAGEMENT)
    public Uni<RoleView> get(String name) {
        return roles.get(name);
    }

    /** Replaces the permissions; in force in the next call of whoever has the role. */
    @PUT
    @Path("/{name}")
    @RequiresPermission(Permission.AUTHORIZATION_MANAGEMENT)
    public Uni<RoleView> change(String name, @NotNull @Valid RoleUpdate update) {
        return roles.change(caller.get(), name, update);
    }

    /** Deletes the role and takes it from everybody who has it. */
    @DELETE
    @Path("/{name}")
    @RequiresPermission(Permission.AUTHORIZATION_MANAGEMENT)
    public Uni<Message> delete(String name) {
        return roles.delete(name).replaceWith(() -> new Message("Deleted role '" + name + "'"));
    }
}
