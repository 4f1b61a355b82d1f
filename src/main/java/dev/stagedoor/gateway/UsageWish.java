package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stagedoor.gateway.CallBody.Edit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a body asks for the usage of its stream ({@code stream_options.include_usage}), and what must be written where for
 * it to ask.
 */
final class UsageWish {
    static final String STREAM_OPTIONS = "stream_options";
    private static final String INCLUDE_USAGE = "include_usage";
    private static final String WISH = "\"" + INCLUDE_USAGE + "\":true";

    private boolean isStated;
    private Edit edit;

    /** Where the fields of the body begin; options that are not there can be written there. */
    void beginAt(int position) {
        edit = insert(position, "\"" + STREAM_OPTIONS + "\":{" + WISH + "},");
    }

    /** Reads the value of {@code stream_options}. What is neither object nor null is the provider's to refuse. */
    void read(JsonParser parser, JsonToken value) throws IOException {
        switch (value) {
            case START_OBJECT -> readOptions(parser);
            case VALUE_NULL -> edit = replace(parser, "{" + WISH + "}");
            default -> {
                edit = null;
                parser.skipChildren();
            }
        }
    }

    private void readOptions(JsonParser parser) throws IOException {
        var begin = CallBody.end(parser);
        var isEmpty = true;
        Edit found = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            isEmpty = false;
            var field = parser.currentName();
            var value = parser.nextToken();
            if (INCLUDE_USAGE.equals(field)) {
                isStated = value == JsonToken.VALUE_TRUE;
                found = value.isScalarValue() ? replace(parser, "true") : null;
            }
            parser.skipChildren();
        }
        edit = found == null ? insert(begin, isEmpty ? WISH : WISH + ",") : found;
    }

    boolean isStated() {
        return isStated;
    }

    /** What makes the body ask; empty when its options are such that nothing can. */
    Optional<Edit> stated() {
        return Optional.ofNullable(edit);
    }

    private static Edit insert(int position, String text) {
        return new Edit(position, position, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Edit replace(JsonParser parser, String text) throws IOException {
        var from = CallBody.start(parser);
        return new Edit(from, CallBody.end(parser), text.getBytes(StandardCharsets.UTF_8));
    }
}
