package dev.stagedoor.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What loopback says, as a chat completion and as a response, whole and in events. */
record LoopbackConversation(String model, String id, long created, List<String> words, long heard) {
    private static final String DONE = "data: [DONE]\n\n";

    static LoopbackConversation of(String model, JsonObject asked) {
        var heard =
                asked.containsKey("messages") ? lastOf(asked.getValue("messages")) : lastOf(asked.getValue("input"));
        var said = heard.isEmpty() ? "Loopback heard nothing." : "Loopback heard: " + heard;
        return new LoopbackConversation(
                model,
                UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(),
                Loopback.words(said),
                Loopback.words(heard).size());
    }

    /** The text of the last message, whether content is a text or a list of parts. */
    private static String lastOf(Object value) {
        return switch (value) {
            case String text -> text;
            case JsonArray list when !list.isEmpty() -> lastOf(list.getValue(list.size() - 1));
            case JsonObject part when part.containsKey("content") -> lastOf(part.getValue("content"));
            case JsonObject part when part.getValue("text") instanceof String text -> text;
            case null, default -> "";
        };
    }

    private String text() {
        return String.join("", words);
    }

    JsonObject chat() {
        var message =
                new JsonObject().put("role", "assistant").put("content", text()).putNull("refusal");
        var choice = new JsonObject()
                .put("index", 0)
                .put("message", message)
                .putNull("logprobs")
                .put("finish_reason", "stop");
        return chatPart("chat.completion", new JsonArray().add(choice)).put("usage", chatUsage());
    }

    List<String> chatEvents() {
        var events = new ArrayList<String>();
        events.add(chatEvent(new JsonObject().put("role", "assistant").put("content", ""), null));
        words.forEach(word -> events.add(chatEvent(new JsonObject().put("content", word), null)));
        events.add(chatEvent(new JsonObject(), "stop"));
        events.add(data(chatPart("chat.completion.chunk", new JsonArray()).put("usage", chatUsage())));
        events.add(DONE);
        return events;
    }

    private String chatEvent(JsonObject delta, String finishReason) {
        var choice = new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finishReason);
        return data(chatPart("chat.completion.chunk", new JsonArray().add(choice)));
    }

    private JsonObject chatPart(String object, JsonArray choices) {
        return new JsonObject()
                .put("id", "chatcmpl-" + id)
                .put("object", object)
                .put("created", created)
                .put("model", model)
                .put("choices", choices);
    }

    private JsonObject chatUsage() {
        return new JsonObject()
                .put("prompt_tokens", heard)
                .put("completion_tokens", words.size())
                .put("total_tokens", heard + words.size());
    }

    JsonObject response() {
        return response("completed", new JsonArray().add(message("completed", text())))
                .put("usage", responseUsage());
    }

    List<String> responseEvents() {
        var events = new ArrayList<String>();
        var numbered = new Numbered(events);
        numbered.add("response.created", new JsonObject().put("response", response("in_progress", new JsonArray())));
        numbered.add("response.output_item.added", item("in_progress", ""));
        numbered.add("response.content_part.added", part(""));
        words.forEach(word -> numbered.add(
                "response.output_text.delta", at().put("delta", word).put("logprobs", new JsonArray())));
        numbered.add("response.output_text.done", at().put("text", text()).put("logprobs", new JsonArray()));
        numbered.add("response.content_part.done", part(text()));
        numbered.add("response.output_item.done", item("completed", text()));
        numbered.add("response.completed", new JsonObject().put("response", response()));
        return events;
    }

    /** Events of the responses API carry their name and a running number. */
    private record Numbered(List<String> events) {
        void add(String type, JsonObject event) {
            events.add("event: " + type + "\n" + data(event.put("type", type).put("sequence_number", events.size())));
        }
    }

    private JsonObject at() {
        return new JsonObject()
                .put("item_id", "msg_" + id)
                .put("output_index", 0)
                .put("content_index", 0);
    }

    private JsonObject part(String text) {
        return at().put("part", outputText(text));
    }

    private JsonObject item(String status, String text) {
        return new JsonObject().put("output_index", 0).put("item", message(status, text));
    }

    private JsonObject message(String status, String text) {
        var content = text.isEmpty() ? new JsonArray() : new JsonArray().add(outputText(text));
        return new JsonObject()
                .put("id", "msg_" + id)
                .put("type", "message")
                .put("status", status)
                .put("role", "assistant")
                .put("content", content);
    }

    private static JsonObject outputText(String text) {
        return new JsonObject()
                .put("type", "output_text")
                .put("text", text)
                .put("annotations", new JsonArray())
                .put("logprobs", new JsonArray());
    }

    private JsonObject response(String status, JsonArray output) {
        return new JsonObject()
                .put("id", "resp_" + id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .putNull("instructions")
                .put("metadata", new JsonObject())
                .put("model", model)
                .put("output", output)
                .put("parallel_tool_calls", true)
                .put("temperature", 1.0)
                .put("tool_choice", "auto")
                .put("tools", new JsonArray())
                .put("top_p", 1.0);
    }

    private JsonObject responseUsage() {
        return new JsonObject()
                .put("input_tokens", heard)
                .put("input_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("output_tokens", words.size())
                .put("output_tokens_details", new JsonObject().put("reasoning_tokens", 0))
                .put("total_tokens", heard + words.size());
    }

    private static String data(JsonObject event) {
        return "data: " + event.encode() + "\n\n";
    }
}
