package dev.stagedoor.prompt;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.gateway.Completions;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** Fills in a prompt and asks a model, in the way of every other call. */
@ApplicationScoped
class PromptTrials {
    private final Prompts prompts;
    private final Completions completions;
    private final AccessControl control;

    PromptTrials(Prompts prompts, Completions completions, AccessControl control) {
        this.prompts = prompts;
        this.completions = completions;
        this.control = control;
    }

    /** The text of the model's answer. */
    Uni<String> answer(Caller caller, PromptTestRequest request) {
        return textOf(caller, request)
                .map(text -> request.toChat(text.fillIn(request.variables())))
                .chain(chat -> completions.chat(caller, request.reference(), chat))
                .map(answer -> contentOf(answer, request.llmProvider()));
    }

    private Uni<PromptText> textOf(Caller caller, PromptTestRequest request) {
        if (request.prompt() != null && !request.prompt().isBlank()) {
            return Uni.createFrom().item(() -> new PromptText(request.prompt()));
        }
        return request.promptName() == null
                ? Uni.createFrom().failure(() -> new Problem.Invalid("prompt", "is missing, and so is promptName"))
                : stored(caller, request.promptName());
    }

    private Uni<PromptText> stored(Caller caller, String name) {
        return control.require(caller, Access.READ, Target.prompt(name))
                .chain(() -> prompts.get(name))
                .map(prompt -> new PromptText(prompt.template()));
    }

    private static String contentOf(JsonObject answer, String integration) {
        if (answer.getValue("choices") instanceof JsonArray choices
                && !choices.isEmpty()
                && choices.getValue(0) instanceof JsonObject choice
                && choice.getValue("message") instanceof JsonObject message
                && message.getValue("content") instanceof String content) {
            return content;
        }
        throw UpstreamProblem.unusable(integration, "without a text");
    }
}
