package dev.stagedoor.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.RequiresAccess;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tokens used by a model, called metrics on the wire (contract, section 1.6). */
@Path("/api/integrations/provider/{name}/integration/{model}/metrics")
@RegisterForReflection
class UsageResource {
    private static final String MODEL = "{name}:{model}";

    /** Beyond it clients that read numbers as floating point would no longer agree. */
    private static final long MOST_TOKENS = 1L << 53;

    private final TokenUsage usage;
    private final CurrentCaller caller;

    UsageResource(TokenUsage usage, CurrentCaller caller) {
        this.usage = usage;
        this.caller = caller;
    }

    /** All tokens that the model ever used, whoever called; 0 when nobody did. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresAccess(value = Access.READ, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Long> total(String name, String model) {
        return usage.total(name, model);
    }

    /**
     * Adds the tokens of a call that the caller made elsewhere; who may call may report. A model that is switched off takes
     * reports, which may come late. 400 unless the body is a whole number from 0 to 2⁵³.
     */
    @POST
    @RequiresAccess(value = Access.EXECUTE, on = TargetType.INTEGRATION, id = MODEL)
    public Uni<Void> register(String name, String model, @NotNull JsonNode body) {
        return usage.register(caller.get(), name, model, tokens(body));
    }

    /** Read by hand: a mapper would also take a text or a fraction for a number. */
    private static long tokens(JsonNode body) {
        if (!body.isIntegralNumber()
                || !body.canConvertToLong()
                || body.longValue() < 0
                || body.longValue() > MOST_TOKENS) {
            throw new Problem.Invalid("body", "is not a whole number of tokens from 0 to " + MOST_TOKENS);
        }
        return body.longValue();
    }
}
