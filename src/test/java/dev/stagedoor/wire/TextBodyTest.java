package dev.stagedoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JSON string is unwrapped; everything else is the text itself. */
class TextBodyTest {
    private final TextBody bodies = new TextBody(new ObjectMapper());

    private String read(String body) {
        return bodies.read(body.getBytes(StandardCharsets.UTF_8), "template");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"Hello ${name}\"         | Hello ${name}",
                "\"say \\\"hi\\\" \\u00e9\" | say \"hi\" é",
                "` \"padded\" \n`          | padded",
            })
    void aJsonStringIsUnwrapped(String body, String text) {
        assertThat(read(body)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello ${name}",
                "line\nbreak \"quoted\" and Grüße",
                "half\\nescaped \\u00e9",
                "\"quoted\" in the beginning and at the \"end\"",
                "\"a\" \"b\"",
                "\"raw\nline\"",
                "\"open",
                "\"",
                "{\"a\": 1}",
                "[\"a\"]",
                "7",
                "null",
                " padded ",
            })
    void everythingElseIsTakenAsItIs(String body) {
        assertThat(read(body)).isEqualTo(body);
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        assertThatThrownBy(() -> bodies.read(new byte[] {(byte) 0xC3, 'x'}, "template"))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessage("template: must be a text in UTF-8");
    }
}
