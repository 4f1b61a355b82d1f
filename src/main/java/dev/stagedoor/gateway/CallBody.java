package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stagedoor.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The body of a call, as bytes, with the two things read from it: which model, and whether to stream. Nothing else is
 * turned into objects, and nothing but the model's name is ever changed.
 */
final class CallBody {
    private static final String MODEL = "model";
    private static final String STREAM = "stream";

    private final byte[] bytes;
    private String model;
    private int modelStart;
    private int modelEnd;
    private Boolean streamed;

    private CallBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads through the whole body once. 400 when it is not one JSON object in UTF-8, names no model, or names it twice:
     * the provider might read the other one.
     */
    static CallBody read(JsonFactory json, byte[] bytes) throws IOException {
        var body = new CallBody(bytes);
        refuseOtherEncodings(bytes);
        try (var parser = json.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Problem.Invalid("body", "must be a JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                body.readField(parser);
            }
            if (parser.nextToken() != null) {
                throw new Problem.Invalid("body", "must be one JSON object with nothing after it");
            }
        }
        if (body.model == null) {
            throw new Problem.Invalid(MODEL, "is missing: say which model to call");
        }
        return body;
    }

    /** UTF-16 and UTF-32 have a zero among the first two bytes of any JSON object. */
    private static void refuseOtherEncodings(byte[] bytes) {
        var isOther = bytes.length > 1
                && (bytes[0] == 0 || bytes[1] == 0 || bytes[0] == (byte) 0xFE || bytes[0] == (byte) 0xFF);
        if (isOther) {
            throw new Problem.Invalid("body", "must be encoded in UTF-8");
        }
    }

    private void readField(JsonParser parser) throws IOException {
        var field = parser.currentName();
        var value = parser.nextToken();
        switch (field) {
            case MODEL -> readModel(parser, value);
            case STREAM -> readStream(value);
            default -> {
                refuseOtherLetterCase(field);
                parser.skipChildren();
            }
        }
    }

    /** Some providers match names without regard to case, and would call the model that is named here instead. */
    private static void refuseOtherLetterCase(String field) {
        if (MODEL.equalsIgnoreCase(field)) {
            throw new Problem.Invalid(field, "must be written 'model'");
        }
    }

    private void readModel(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING || parser.getText().isEmpty()) {
            throw new Problem.Invalid(MODEL, "must be a text that names a model");
        }
        if (model != null) {
            throw new Problem.Invalid(MODEL, "is given twice");
        }
        modelStart = (int) parser.currentTokenLocation().getByteOffset();
        model = parser.getText();
        parser.finishToken();
        modelEnd = (int) parser.currentLocation().getByteOffset();
    }

    private void readStream(JsonToken value) {
        if (streamed != null) {
            throw new Problem.Invalid(STREAM, "is given twice");
        }
        streamed = switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw new Problem.Invalid(STREAM, "must be true or false");
        };
    }

    String model() {
        return model;
    }

    boolean isStreamed() {
        return Boolean.TRUE.equals(streamed);
    }

    /** The same bytes, with another model name in place of the one that was sent. */
    Buffer withModel(String name) {
        if (name.equals(model)) {
            return Buffer.buffer(bytes);
        }
        var quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"';
        return Buffer.buffer(bytes.length + quoted.length())
                .appendBytes(bytes, 0, modelStart)
                .appendBytes(quoted.getBytes(StandardCharsets.UTF_8))
                .appendBytes(bytes, modelEnd, bytes.length - modelEnd);
    }
}
