package dev.stagedoor.prompt;

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
 * The text of a prompt as bodies bring it, whatever they say they are (contract, section 0.4, point 3): Java sends it raw,
 * JavaScript and C# as a JSON string, Python as the inside of one.
 */
@ApplicationScoped
class PromptBody {
    private final JsonFactory json;

    PromptBody(ObjectMapper mapper) {
        this.json = mapper.getFactory();
    }

    /** The value of a body that is one JSON string; of any other body every character as it is. */
    String read(byte[] body) {
        var text = decode(body);
        var stripped = text.strip();
        return stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"")
                ? valueOf(stripped, text)
                : text;
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problem.Invalid("template", "must be encoded in UTF-8");
        }
    }

    private String valueOf(String literal, String otherwise) {
        try (var parser = json.createParser(literal)) {
            var value = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : otherwise;
            return parser.nextToken() == null ? value : otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }
}
