package dev.stagedoor.prompt;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Trying out a prompt (contract, section 1.8). */
@Path("/api/prompts")
@RegisterForReflection
class PromptTestResource {
    private final PromptTrials trials;
    private final CurrentCaller caller;

    PromptTestResource(PromptTrials trials, CurrentCaller caller) {
        this.trials = trials;
        this.caller = caller;
    }

    /**
     * Fills in the text and asks the model: a call like any other, with its usage row and its refusals. 404 for a model that
     * the caller may not EXECUTE, 502 with the provider's message when the provider refuses.
     */
    @POST
    @Path("/test")
    @Produces(MediaType.TEXT_PLAIN)
    @AnyCaller(because = "the body names what is used: the caller needs EXECUTE on the model, READ on a stored prompt")
    public Uni<String> test(@NotNull @Valid PromptTestRequest request) {
        return trials.answer(caller.get(), request);
    }
}
