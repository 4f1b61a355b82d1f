package dev.stagedoor.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Draws one grey dot, however it is described. */
final class LoopbackImage {
    private static final String DOT =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==";

    private static final int MOST = 10;

    private LoopbackImage() {}

    static JsonObject of(JsonObject asked) {
        var number = asked.getValue("n") instanceof Number n ? Math.clamp(n.longValue(), 1, MOST) : 1;
        var data = new JsonArray();
        for (var i = 0; i < number; i++) {
            data.add(new JsonObject().put("b64_json", DOT));
        }
        return new JsonObject()
                .put("created", Instant.now().getEpochSecond())
                .put("data", data)
                .put("usage", usage(String.valueOf(asked.getValue("prompt")), number));
    }

    private static JsonObject usage(String prompt, long number) {
        var words = Loopback.words(prompt).size();
        return new JsonObject()
                .put("input_tokens", words)
                .put(
                        "input_tokens_details",
                        new JsonObject().put("image_tokens", 0).put("text_tokens", words))
                .put("output_tokens", number)
                .put("total_tokens", words + number);
    }
}
