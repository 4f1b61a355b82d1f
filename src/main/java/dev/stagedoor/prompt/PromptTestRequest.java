package dev.stagedoor.prompt;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.problem.Name;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A text to try out on a model: PromptTemplateTestRequest of the contract, section 2.
 *
 * @param llmProvider the name of an integration
 * @param prompt the text; the stored one of {@code promptName} when left out
 * @param promptVariables values for its placeholders, by name
 * @param maxTokens the longest answer; 0 leaves it to the provider
 */
record PromptTestRequest(
        @NotNull @Name(without = ":/") String llmProvider,
        @NotNull @Name String model,
        String prompt,
        String promptName,
        Map<String, JsonNode> promptVariables,
        BigDecimal temperature,
        BigDecimal topP,
        @PositiveOrZero Integer maxTokens,
        List<@NotNull String> stopWords,
        @JsonProperty("response_format") ResponseFormat responseFormat) {

    /** What the answer should be written in; in requests in any case of letters. */
    enum ResponseFormat {
        TEXT,
        JSON
    }

    Reference reference() {
        return new Reference(llmProvider, model);
    }

    Map<String, JsonNode> variables() {
        return promptVariables == null ? Map.of() : promptVariables;
    }

    /** A chat completion's request with this text, and of the rest just what was given. */
    JsonObject toChat(String text) {
        var chat = new JsonObject()
                .put(
                        "messages",
                        new JsonArray().add(new JsonObject().put("role", "user").put("content", text)));
        putIfGiven(chat, "temperature", temperature);
        putIfGiven(chat, "top_p", topP);
        putIfGiven(chat, "max_tokens", maxTokens == null || maxTokens == 0 ? null : maxTokens);
        putIfGiven(chat, "stop", stopWords == null || stopWords.isEmpty() ? null : new JsonArray(stopWords));
        if (responseFormat == ResponseFormat.JSON) {
            chat.put("response_format", new JsonObject().put("type", "json_object"));
        }
        return chat;
    }

    private static void putIfGiven(JsonObject chat, String field, Object value) {
        if (value != null) {
            chat.put(field, value);
        }
    }
}
