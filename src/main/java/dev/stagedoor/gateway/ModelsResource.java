package dev.stagedoor.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.StoreGuard;
import dev.stagedoor.model.Models;
import dev.stagedoor.model.Models.Callable;
import dev.stagedoor.model.Routes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** OpenAI's list of models: those that the caller may EXECUTE and that are switched on. */
@Path("/v1/models")
@RegisterForReflection
class ModelsResource {
    private final Models models;
    private final Routes routes;
    private final AccessControl control;
    private final CurrentCaller caller;
    private final StoreGuard guard;

    ModelsResource(Models models, Routes routes, AccessControl control, CurrentCaller caller, StoreGuard guard) {
        this.models = models;
        this.routes = routes;
        this.control = control;
        this.caller = caller;
        this.guard = guard;
    }

    /** A list in OpenAI's shape. */
    record Listing(String object, List<Entry> data) {}

    /**
     * A model in OpenAI's shape.
     *
     * @param id {@code integration:model}, as calls may name it
     * @param created in epoch seconds
     */
    record Entry(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {
        static Entry of(Callable model) {
            return new Entry(
                    model.integration() + ":" + model.name(),
                    "model",
                    model.createdAt().getEpochSecond(),
                    model.integration());
        }
    }

    @GET
    @AnyCaller(because = "the list holds only what the caller may EXECUTE")
    public Uni<Listing> all() {
        return guard.read(() -> models.callableBy(caller.get()))
                .map(list -> new Listing("list", list.stream().map(Entry::of).toList()));
    }

    /** One model by a name that calls may use; 404 as for a call. */
    @GET
    @Path("/{model: .+}")
    @AnyCaller(because = "the name may be a bare one; the caller needs EXECUTE on what it means")
    public Uni<Entry> get(String model) {
        return control.entitlements(caller.get())
                .chain(entitled -> routes.resolve(entitled, model))
                .map(route -> new Entry(
                        route.reference().toString(),
                        "model",
                        route.createdAt().getEpochSecond(),
                        route.reference().integration()));
    }
}
