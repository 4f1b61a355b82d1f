package dev.stagedoor.price;

import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** What a model costs: US dollars for a million tokens. Calls are charged by the price that this node knew when they began. */
@Path("/api/integrations/provider/{name}/integration/{model}/price")
@RegisterForReflection
class PriceResource {
    private static final String MODEL = "{name}:{model}";

    private final Prices prices;
    private final CurrentCaller caller;

    PriceResource(Prices prices, CurrentCaller caller) {
        this.prices = prices;
        this.caller = caller;
    }

    /** Where there is no price the reply holds only the names; 404 when there is no such model. */
    @GET
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<ModelPrice> get(String name, String model) {
        return prices.get(name, model);
    }

    /** Sets the price of calls from now on; 400 naming the field that is not from 0 to 1,000,000 with nine places at most. */
    @PUT
    @RequiresAccess(value = Access.UPDATE, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Void> set(String name, String model, @NotNull @Valid PriceUpdate update) {
        return prices.set(caller.get(), name, model, update.price());
    }

    /** Calls cost nothing from now on. */
    @DELETE
    @RequiresAccess(value = Access.UPDATE, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Void> remove(String name, String model) {
        return prices.remove(name, model);
    }
}
