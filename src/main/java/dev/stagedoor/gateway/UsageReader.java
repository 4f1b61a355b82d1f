package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.stagedoor.usage.UsageEntry.Tokens;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the token count out of one JSON object that comes in pieces. Usage is a field of the object, or of the
 * {@code response} inside it. Holds no more than the one name or text that it is in the middle of.
 */
final class UsageReader {
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private boolean isOver;
    private int depth;
    private int depthOfUsage = 1;
    private boolean isInUsage;
    private long prompt;
    private long completion;
    private long total;
    private Tokens found;

    UsageReader(JsonFactory json) {
        try {
            this.parser = json.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("A parser that reads from nowhere cannot fail to", e);
        }
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** A count is a bonus: what cannot be read is passed over. */
    void read(byte[] piece) {
        if (isOver) {
            return;
        }
        try {
            feeder.feedInput(piece, 0, piece.length);
            while (!isOver && parser.nextToken() != JsonToken.NOT_AVAILABLE) {
                take(parser.currentToken());
            }
            if (isOver) {
                parser.close();
            }
        } catch (IOException e) {
            isOver = true;
        }
    }

    /** The last count that was read to its end. */
    Optional<Tokens> found() {
        return Optional.ofNullable(found);
    }

    private void take(JsonToken token) throws IOException {
        if (depth == 0) {
            isOver = token != JsonToken.START_OBJECT;
        }
        if (token.isStructStart()) {
            open(token);
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
            close();
        } else if (isInUsage && depth == depthOfUsage + 1 && token.isNumeric()) {
            count();
        }
    }

    private void open(JsonToken token) throws IOException {
        if (depth != depthOfUsage || token != JsonToken.START_OBJECT) {
            return;
        }
        switch (parser.currentName()) {
            case "usage" -> {
                isInUsage = true;
                prompt = completion = total = 0;
            }
            case "response" -> depthOfUsage++;
            default -> {}
        }
    }

    private void close() {
        if (isInUsage && depth == depthOfUsage) {
            isInUsage = false;
            found = new Tokens(prompt, completion, total == 0 ? prompt + completion : total);
        } else if (depth < depthOfUsage) {
            depthOfUsage = depth;
            isOver = depth == 0;
        }
    }

    private void count() throws IOException {
        switch (parser.currentName()) {
            case "prompt_tokens", "input_tokens" -> prompt = parser.getLongValue();
            case "completion_tokens", "output_tokens" -> completion = parser.getLongValue();
            case "total_tokens" -> total = parser.getLongValue();
            default -> {}
        }
    }
}
