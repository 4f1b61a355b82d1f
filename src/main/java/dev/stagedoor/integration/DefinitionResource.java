package dev.stagedoor.integration;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.ProviderType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The provider types that integrations can be made of (contract, section 1.7). */
@Path("/api/integrations/def")
@RegisterForReflection
class DefinitionResource {
    private final Catalogue catalogue;

    DefinitionResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Only types through which calls really work. */
    @GET
    @AnyCaller(because = "the catalogue is the same for everybody and holds nothing of anybody")
    public Uni<List<ProviderType>> all() {
        return Uni.createFrom().item(catalogue::all);
    }

    @GET
    @Path("/{name}")
    @AnyCaller(because = "the catalogue is the same for everybody and holds nothing of anybody")
    public Uni<ProviderType> get(String name) {
        return Uni.createFrom().item(() -> catalogue
                .find(name)
                .orElseThrow(() -> new Problem.NotFound("No such integration type '" + name + "'")));
    }
}
