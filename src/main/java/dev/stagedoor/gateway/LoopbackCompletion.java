package dev.stagedoor.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What loopback says as a completion of the older kind, whole and in events. */
record LoopbackCompletion(String model, String id, long created, List<String> words, long heard) {
    private static final String DONE = "data: [DONE]\n\n";

    static LoopbackCompletion of(String model, JsonObject asked) {
        var heard = firstOf(asked.getValue("prompt"));
        var said = heard.isEmpty() ? "Loopback heard nothing." : "Loopback heard: " + heard;
        return new LoopbackCompletion(
                model,
                "cmpl-" + UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(),
                Loopback.words(said),
                Loopback.words(heard).size());
    }

    /** A prompt is one text or several; of several the first is answered. */
    private static String firstOf(Object prompt) {
        return switch (prompt) {
            case String text -> text;
            case JsonArray list when !list.isEmpty() -> firstOf(list.getValue(0));
            case null, default -> "";
        };
    }

    JsonObject whole() {
        return part(choice(String.join("", words), "stop")).put("usage", usage());
    }

    List<String> events() {
        var events = new ArrayList<String>();
        words.forEach(word -> events.add(data(part(choice(word, null)))));
        events.add(data(part(choice("", "stop"))));
        events.add(data(part(new JsonArray()).put("usage", usage())));
        events.add(DONE);
        return events;
    }

    private static JsonArray choice(String text, String finishReason) {
        return new JsonArray()
                .add(new JsonObject()
                        .put("index", 0)
                        .put("text", text)
                        .putNull("logprobs")
                        .put("finish_reason", finishReason));
    }

    private JsonObject part(JsonArray choices) {
        return new JsonObject()
                .put("id", id)
                .put("object", "text_completion")
                .put("created", created)
                .put("model", model)
                .put("choices", choices);
    }

    private JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", heard)
                .put("completion_tokens", words.size())
                .put("total_tokens", heard + words.size());
    }

    private static String data(JsonObject event) {
        return "data: " + event.encode() + "\n\n";
    }
}
