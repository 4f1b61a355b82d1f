package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Listens to an answer that passes by for the provider's own token count, in a plain answer or in any event of a stream:
 * the last one counts, since some providers send a running total. Keeps nothing of the answer and changes nothing.
 */
final class UsageTap {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final JsonFactory json;
    private final boolean isEventStream;
    private UsageReader reader;
    private int column;
    private boolean isDataLine = true;
    private Optional<Tokens> found = Optional.empty();

    UsageTap(JsonFactory json, boolean isEventStream) {
        this.json = json;
        this.isEventStream = isEventStream;
        this.reader = new UsageReader(json);
    }

    void hear(Buffer chunk) {
        if (!isEventStream) {
            reader.read(chunk.getBytes());
            return;
        }
        var from = 0;
        for (var at = 0; at < chunk.length(); at++) {
            if (chunk.getByte(at) == '\n' || chunk.getByte(at) == '\r') {
                hearPartOfLine(chunk, from, at);
                endLine();
                from = at + 1;
            }
        }
        hearPartOfLine(chunk, from, chunk.length());
    }

    private void hearPartOfLine(Buffer chunk, int from, int to) {
        var at = from;
        for (; at < to && column < DATA.length; at++, column++) {
            isDataLine &= chunk.getByte(at) == DATA[column];
        }
        if (isDataLine && at < to) {
            reader.read(chunk.getBytes(at, to));
        }
    }

    private void endLine() {
        if (column == DATA.length && isDataLine) {
            found = reader.found().or(() -> found);
            reader = new UsageReader(json);
        }
        column = 0;
        isDataLine = true;
    }

    /** What the provider counted, once the answer is over or broken off. */
    Optional<Tokens> tokens() {
        return reader.found().or(() -> found);
    }
}
