package dev.stagedoor.probe;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Tries out what somebody typed into the form of an integration. */
@Path("/api/integrations/test")
@RegisterForReflection
class ProbeResource {
    private final Probes probes;
    private final CurrentCaller caller;

    ProbeResource(Probes probes, CurrentCaller caller) {
        this.probes = probes;
        this.caller = caller;
    }

    /**
     * Asks the provider for its models with what was typed, and stores nothing. 200 whether it works or not; 400 for what
     * could not be saved either, by the field; 403 for who may not save it, 404 for an integration that is not the caller's
     * to see. With the stored key, another base URL needs all five words on the integration.
     */
    @POST
    @AnyCaller(because = "the integration is named in the body, if there is one; a test needs what a save needs")
    public Uni<Finding> test(@NotNull @Valid ProbeRequest request) {
        return probes.test(caller.get(), request);
    }
}
