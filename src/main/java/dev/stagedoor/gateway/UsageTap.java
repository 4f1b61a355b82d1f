package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Listens to an answer that passes by for the provider's own token count, in a plain answer or in any event of a stream:
 * the last one counts, since some providers send a running total. Holds at most one bounded piece of the answer and
 * changes nothing.
 */
final class UsageTap {
    private static final int LIMIT = 4 << 20;
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final JsonFactory json;
    private final boolean isEventStream;
    private Buffer piece = Buffer.buffer();
    private Tokens found;

    UsageTap(JsonFactory json, boolean isEventStream) {
        this.json = json;
        this.isEventStream = isEventStream;
    }

    void hear(Buffer chunk) {
        if (!isEventStream) {
            keep(chunk, 0, chunk.length());
            return;
        }
        var from = 0;
        for (var at = 0; at < chunk.length(); at++) {
            if (chunk.getByte(at) == '\n' || chunk.getByte(at) == '\r') {
                keep(chunk, from, at);
                endLine();
                from = at + 1;
            }
        }
        keep(chunk, from, chunk.length());
    }

    private void keep(Buffer chunk, int from, int to) {
        if (piece.length() + to - from <= LIMIT) {
            piece.appendBuffer(chunk, from, to - from);
        }
    }

    private void endLine() {
        if (piece.length() > DATA.length && startsWithData()) {
            read(DATA.length);
        }
        piece = Buffer.buffer();
    }

    private boolean startsWithData() {
        for (var i = 0; i < DATA.length; i++) {
            if (piece.getByte(i) != DATA[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the provider counted, once the answer is over or broken off. */
    Optional<Tokens> tokens() {
        if (isEventStream) {
            endLine();
        } else {
            read(0);
        }
        return Optional.ofNullable(found);
    }

    /** A count is a bonus: an answer that cannot be read is passed on all the same. */
    private void read(int from) {
        try (var parser = json.createParser(piece.getBytes(from, piece.length()))) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(parser);
            }
        } catch (IOException e) {
            return;
        }
    }

    /** Usage is a field of the answer, or of the {@code response} inside a closing event. */
    private void readObject(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            var value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && field.equals("usage")) {
                readUsage(parser);
            } else if (value == JsonToken.START_OBJECT && field.equals("response")) {
                readObject(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readUsage(JsonParser parser) throws IOException {
        long prompt = 0;
        long completion = 0;
        long total = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            if (!parser.nextToken().isNumeric()) {
                parser.skipChildren();
                continue;
            }
            switch (field) {
                case "prompt_tokens", "input_tokens" -> prompt = parser.getLongValue();
                case "completion_tokens", "output_tokens" -> completion = parser.getLongValue();
                case "total_tokens" -> total = parser.getLongValue();
                default -> {}
            }
        }
        found = new Tokens(prompt, completion, total == 0 ? prompt + completion : total);
    }
}
