package dev.stagedoor.prompt;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.CurrentCaller;
import dev.stagedoor.model.Route.Reference;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.regex.Pattern;

/** Which prompts are meant for a model (contract, section 1.4). */
@Path("/api/integrations/provider/{name}/integration/{model}/prompt")
@RegisterForReflection
class PromptAssociationResource {
    private final Prompts prompts;
    private final PromptChanges changes;
    private final CurrentCaller caller;

    PromptAssociationResource(Prompts prompts, PromptChanges changes, CurrentCaller caller) {
        this.prompts = prompts;
        this.changes = changes;
        this.caller = caller;
    }

    /**
     * Where the Java client puts the names that its path should hold (contract, section 0.4, point 1).
     *
     * @param model the model in version 6.0.0, whose integration is in {@code integrationName}
     * @param integrationProvider the integration in version 4.0.8, whose model is in {@code integrationName}
     */
    record MisplacedNames(
            @QueryParam("integrationName") String integrationName,
            @QueryParam("model") String model,
            @QueryParam("integrationProvider") String integrationProvider) {
        private static final Pattern UNFILLED = Pattern.compile("\\{\\w+}");

        Reference or(String integrationInPath, String modelInPath) {
            var isUnfilled = UNFILLED.matcher(integrationInPath).matches()
                    && UNFILLED.matcher(modelInPath).matches();
            if (isUnfilled && integrationName != null && model != null) {
                return new Reference(integrationName, model);
            }
            return isUnfilled && integrationName != null && integrationProvider != null
                    ? new Reference(integrationProvider, integrationName)
                    : new Reference(integrationInPath, modelInPath);
        }
    }

    /** The latest version of each prompt that names the model and that the caller may READ. */
    @GET
    @AnyCaller(
            because = "the Java client names the model in the query; the caller needs READ on the model that is meant")
    public Uni<List<Prompt>> all(String name, String model, @BeanParam MisplacedNames misplaced) {
        return prompts.visibleTo(caller.get(), misplaced.or(name, model));
    }

    /** Ties the latest version of a prompt to the model; again is no failure. 404 when one of them is missing. */
    @POST
    @Path("/{prompt}")
    @AnyCaller(because = "it takes two targets: READ on the model, and READ or UPDATE on the prompt")
    public Uni<Void> add(String name, String model, String prompt) {
        return changes.associate(caller.get(), new Reference(name, model), prompt);
    }
}
