package dev.stagedoor.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Vectors that depend on the text alone: equal texts are equal, and nothing else is meant by them. */
final class LoopbackEmbeddings {
    private static final int DIMENSIONS = 8;

    private LoopbackEmbeddings() {}

    static JsonObject of(String model, JsonObject asked) {
        var inputs = asked.getValue("input") instanceof JsonArray list
                ? list.getList()
                : List.of(String.valueOf(asked.getValue("input")));
        var isBase64 = "base64".equals(asked.getString("encoding_format"));
        var data = new JsonArray();
        long words = 0;
        for (var input : inputs) {
            var vector = vector(String.valueOf(input));
            words += Loopback.words(String.valueOf(input)).size();
            data.add(new JsonObject()
                    .put("object", "embedding")
                    .put("index", data.size())
                    .put("embedding", isBase64 ? base64(vector) : list(vector)));
        }
        return new JsonObject()
                .put("object", "list")
                .put("data", data)
                .put("model", model)
                .put("usage", new JsonObject().put("prompt_tokens", words).put("total_tokens", words));
    }

    private static float[] vector(String text) {
        var random = new Random(text.hashCode());
        var vector = new float[DIMENSIONS];
        for (var i = 0; i < DIMENSIONS; i++) {
            vector[i] = random.nextFloat() - 0.5f;
        }
        return vector;
    }

    private static JsonArray list(float[] vector) {
        var list = new JsonArray();
        for (var number : vector) {
            list.add(number);
        }
        return list;
    }

    private static String base64(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
