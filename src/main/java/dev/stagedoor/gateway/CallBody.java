package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stagedoor.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The body of a call, as bytes, with the few things read from it that decide what becomes of the call. Nothing else is
 * turned into objects, and nothing is ever changed but the model's name and whether a stream tells its usage.
 */
final class CallBody implements Payload {
    private static final String MODEL = "model";
    private static final String STREAM = "stream";
    private static final long MOST_CHOICES = 128;

    private final byte[] bytes;
    private final UsageWish usageWish = new UsageWish();
    private String model;
    private int modelStart;
    private int modelEnd;
    private Boolean streamed;
    private long longestAnswer = -1;
    private long choices = 1;

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
            body.usageWish.beginAt(end(parser));
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
            case UsageWish.STREAM_OPTIONS -> usageWish.read(parser, value);
            case "max_tokens", "max_completion_tokens", "max_output_tokens" -> readLongestAnswer(parser, value);
            case "n" -> readChoices(parser, value);
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
        modelStart = start(parser);
        model = parser.getText();
        modelEnd = end(parser);
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

    private void readLongestAnswer(JsonParser parser, JsonToken value) throws IOException {
        longestAnswer = Math.max(longestAnswer, numberOr(-1, parser, value));
    }

    private void readChoices(JsonParser parser, JsonToken value) throws IOException {
        choices = Math.clamp(numberOr(1, parser, value), 1, MOST_CHOICES);
    }

    /** What is no number that fits is the provider's to refuse. */
    private static long numberOr(long other, JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        parser.skipChildren();
        return other;
    }

    static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    static int end(JsonParser parser) throws IOException {
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean isStreamed() {
        return Boolean.TRUE.equals(streamed);
    }

    @Override
    public int size() {
        return bytes.length;
    }

    /** Over all choices. */
    @Override
    public OptionalLong longestAnswer() {
        return longestAnswer < 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(longestAnswer, 1L << 40) * choices);
    }

    @Override
    public boolean asksForUsage() {
        return usageWish.isStated();
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Future<HttpClientResponse> sendTo(
            HttpClientRequest request, String name, boolean askForUsage, Deadlines deadlines) {
        return request.send(forwarded(name, askForUsage));
    }

    /** The same bytes, with another model name in place of the one that was sent. */
    Buffer withModel(String name) {
        return forwarded(name, false);
    }

    /**
     * What goes to the provider: the same bytes, but for the model's name.
     *
     * @param askForUsage whether a stream shall tell its usage although the caller did not ask
     *     ({@code stream_options.include_usage})
     */
    Buffer forwarded(String name, boolean askForUsage) {
        List<Edit> edits = new ArrayList<>(2);
        if (!name.equals(model)) {
            edits.add(new Edit(modelStart, modelEnd, quoted(name)));
        }
        if (askForUsage && isStreamed() && !asksForUsage()) {
            usageWish.stated().ifPresent(edits::add);
        }
        return edits.isEmpty() ? Buffer.buffer(bytes) : edited(edits);
    }

    private static byte[] quoted(String name) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    private Buffer edited(List<Edit> edits) {
        edits.sort(Comparator.comparingInt(Edit::from));
        var buffer = Buffer.buffer(bytes.length
                + edits.stream().mapToInt(edit -> edit.text().length).sum());
        var at = 0;
        for (var edit : edits) {
            buffer.appendBytes(bytes, at, edit.from() - at).appendBytes(edit.text());
            at = edit.to();
        }
        return buffer.appendBytes(bytes, at, bytes.length - at);
    }

    /** Bytes {@code from} to {@code to} are replaced. */
    record Edit(int from, int to, byte[] text) {}
}
