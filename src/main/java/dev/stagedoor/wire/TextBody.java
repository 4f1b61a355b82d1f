package dev.stagedoor.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A body that is one text. The SDKs send it raw or as a JSON string, both as {@code application/json} (contract, section
 * 0.4, point 3): a JSON string stands for its value, and everything else for itself.
 */
@ApplicationScoped
public class TextBody {
    private final JsonFactory json;

    TextBody(ObjectMapper mapper) {
        this.json = mapper.getFactory();
    }

    /** The text, which is never empty; 400 by this field when there is none, or none in UTF-8. */
    public String read(byte[] body, String field) {
        var sent = decode(body, field);
        var text = sent.stripLeading().startsWith("\"") ? unquoted(sent) : sent;
        if (text.isEmpty()) {
            throw new Problem.Invalid(field, "must not be empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw notUtf8(field);
        }
        return text;
    }

    private static String decode(byte[] body, String field) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notUtf8(field);
        }
    }

    private static Problem notUtf8(String field) {
        return new Problem.Invalid(field, "must be a text in UTF-8");
    }

    private String unquoted(String sent) {
        try (var parser = json.createParser(sent)) {
            var text = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : sent;
            return parser.nextToken() == null ? text : sent;
        } catch (IOException e) {
            return sent;
        }
    }
}
