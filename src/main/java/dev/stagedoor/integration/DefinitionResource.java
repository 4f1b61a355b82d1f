package dev.stagedoor.integration;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.RequiresPermission;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.provider.Definition;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** The provider types that integrations can be made of (contract, section 1.7). */
@Path("/api/integrations/def")
@RegisterForReflection
class DefinitionResource {
    private final Definitions definitions;

    DefinitionResource(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Only types through which calls really work; the ones registered here after those that Stagedoor brings along. */
    @GET
    @AnyCaller(because = "the catalogue is the same for everybody and holds nothing of anybody")
    public Uni<List<Definition>> all() {
        return definitions.all();
    }

    /** One type by its name, or by another name that clients have for it, in any letter case. */
    @GET
    @Path("/{name}")
    @AnyCaller(because = "the catalogue is the same for everybody and holds nothing of anybody")
    public Uni<Definition> get(String name) {
        return definitions.get(name);
    }

    /**
     * Registers further types, all or none: servers that speak OpenAI's API at a base URL. 400 for what could not work or
     * is built in, 409 when a type would lead the keys of its integrations to another base URL.
     */
    @POST
    @Path("/register")
    @RequiresPermission(Permission.ADMIN_MANAGEMENT)
    public Uni<Void> register(@NotNull @Size(max = 100) List<@NotNull @Valid DefinitionUpdate> updates) {
        return definitions.register(updates);
    }
}
