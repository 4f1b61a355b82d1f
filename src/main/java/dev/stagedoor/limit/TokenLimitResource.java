package dev.stagedoor.limit;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/**
 * The limit of an integration, or with {@code api} of one of its models (contract, section 1.6). That of a model is the one
 * that the model shows as {@code maxTokens} and {@code frequency}.
 */
@Path("/api/integrations/llm/{name}/token")
@RegisterForReflection
class TokenLimitResource {
    private final TokenLimits limits;
    private final CurrentCaller caller;

    TokenLimitResource(TokenLimits limits, CurrentCaller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    /** Where there is no limit the reply holds only the names; 404 when there is no such integration or model. */
    @GET
    @AnyCaller(because = "the query says whether it is about the integration or a model; it needs READ on that")
    public Uni<TokenLimit> get(String name, @QueryParam("api") @DefaultValue("") String api) {
        return limits.get(caller.get(), target(name, api));
    }

    /** Replaces the limit. The model may be named in the query or in the body; 400 when they disagree. */
    @POST
    @AnyCaller(because = "query or body say whether it is about the integration or a model; it needs UPDATE on that")
    public Uni<Void> save(
            String name, @QueryParam("api") @DefaultValue("") String api, @NotNull @Valid TokenLimitUpdate update) {
        if (update.integrationName() != null && !update.integrationName().equals(name)) {
            throw new Problem.Invalid("integrationName", "is not the integration of the path");
        }
        var inBody = Optional.ofNullable(update.api()).orElse("");
        if (!api.isEmpty() && !inBody.isEmpty() && !api.equals(inBody)) {
            throw new Problem.Invalid("api", "is not the model of the query");
        }
        return limits.save(caller.get(), target(name, api.isEmpty() ? inBody : api), update);
    }

    /** Beside the contract, which has no way to take a limit away. */
    @DELETE
    @AnyCaller(because = "the query says whether it is about the integration or a model; it needs UPDATE on that")
    public Uni<Void> remove(String name, @QueryParam("api") @DefaultValue("") String api) {
        return limits.remove(caller.get(), target(name, api));
    }

    private static Target target(String integration, String model) {
        return model.isEmpty() ? Target.integration(integration) : Target.model(integration, model);
    }
}
