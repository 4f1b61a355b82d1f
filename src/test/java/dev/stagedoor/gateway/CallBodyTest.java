package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.problem.Problem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing of a body is changed but the model's name, and that no body can mean another model to the provider. */
class CallBodyTest {
    private final JsonFactory json = new ObjectMapper().getFactory();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"MODEL\"}",
                "  \r\n\t{ \"model\" \n:\t\"MODEL\"\r\n , \"n\" : 1.50e+01 }\n\n ",
                "{\"stream\":true,\"model\":\"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u0041\\/\"}]}",
                "{\"mod\\u0065l\":\"MODEL\"}",
                "{\"messages\":[{\"content\":\"äöü € 𝄞 日本\"}],\"model\":\"MODEL\",\"user\":\"日本\"}",
                "{\"€\":{\"model\":\"nested\",\"a\":[{\"model\":\"deeper\"}]},\"model\":\"MODEL\"}",
                "{\"model\":\"MODEL\",\"metadata\":{\"model\":\"nested\"},\"tools\":[{\"model\":1}]}",
                "{\"seed\":12345678901234567890,\"model\":\"MODEL\",\"temperature\":0.10}",
            })
    void everyByteIsKeptButTheNameOfTheModel(String template) throws IOException {
        var sent = template.replace("MODEL", "team:gpt-4o");

        var forwarded = read(sent).withModel("gpt-4o");

        assertThat(forwarded.toString(StandardCharsets.UTF_8)).isEqualTo(template.replace("MODEL", "gpt-4o"));
    }

    @Test
    void aByteOrderMarkIsKeptAndShiftsNothing() throws IOException {
        var forwarded = read("\uFEFF{\"model\":\"team:gpt-4o\",\"n\":1}").withModel("gpt-4o");

        assertThat(forwarded.toString(StandardCharsets.UTF_8)).isEqualTo("\uFEFF{\"model\":\"gpt-4o\",\"n\":1}");
    }

    @Test
    void aBodyThatAlreadyNamesTheModelOfTheProviderIsNotTouched() throws IOException {
        var sent = "{\"model\":\"gpt\\u002d4o\"}";

        var forwarded = read(sent).withModel("gpt-4o");

        assertThat(forwarded.toString(StandardCharsets.UTF_8)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "team:gpt-4o, team:gpt-4o",
                "team\\u003agpt-4o, team:gpt-4o",
                "team\\/llama\\/3:8b, team/llama/3:8b",
                "\\\"quoted\\\\, `\"quoted\\`",
                "\\ud834\\udd1e, 𝄞",
                "日本, 日本",
            })
    void theNameOfTheModelIsReadAsJsonMeansIt(String written, String meant) throws IOException {
        var body = read("{\"model\":\"" + written + "\"}");

        assertThat(body.model()).isEqualTo(meant);
    }

    @Test
    void anEscapedNameIsReplacedWhole() throws IOException {
        var forwarded =
                read("{\"model\" : \"t\\\"\\u0065am:日本\\\\\" , \"n\":1}").withModel("gpt-4o");

        assertThat(forwarded.toString(StandardCharsets.UTF_8)).isEqualTo("{\"model\" : \"gpt-4o\" , \"n\":1}");
    }

    @Test
    void aNameThatNeedsEscapingIsWrittenSoThatItMeansTheSame() throws IOException {
        var name = "a\"b\\c\nd\u0001 日本 𝄞";

        var forwarded = read("{\"model\":\"team:x\",\"n\":1}").withModel(name);

        assertThat(forwarded.toJsonObject().getString("model")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"m\"}                        | false",
                "{\"model\":\"m\",\"stream\":null}        | false",
                "{\"model\":\"m\",\"stream\":false}       | false",
                "{\"model\":\"m\",\"stream\":true}        | true",
                "{\"str\\u0065am\":true,\"model\":\"m\"}  | true",
                "{\"a\":{\"stream\":true},\"model\":\"m\"} | false",
            })
    void streamingIsAskedForByTheTopmostFieldAlone(String sent, boolean streamed) throws IOException {
        var body = read(sent);

        assertThat(body.isStreamed()).isEqualTo(streamed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                             | body",
                "\"model\"                                      | body",
                "``                                             | body",
                "{\"model\":\"m\"}{}                            | body",
                "{\"model\":\"m\"} 1                            | body",
                "{}                                             | model",
                "{\"input\":{\"model\":\"m\"}}                  | model",
                "{\"model\":1}                                  | model",
                "{\"model\":null}                               | model",
                "{\"model\":\"\"}                               | model",
                "{\"model\":[\"m\"]}                            | model",
                "{\"model\":{\"model\":\"m\"}}                  | model",
                "{\"model\":\"m\",\"model\":\"m\"}              | model",
                "{\"model\":\"m\",\"n\":1,\"mod\\u0065l\":\"o\"} | model",
                "{\"model\":\"m\",\"Model\":\"other\"}          | Model",
                "{\"MODEL\":\"m\"}                              | MODEL",
                "{\"model\":\"m\",\"stream\":\"true\"}          | stream",
                "{\"model\":\"m\",\"stream\":1}                 | stream",
                "{\"stream\":true,\"model\":\"m\",\"stream\":false} | stream",
            })
    void aBodyThatIsNotOneClearCallIsRefusedNamingTheField(String sent, String field) {
        assertThatThrownBy(() -> read(sent))
                .isInstanceOfSatisfying(Problem.Invalid.class, refusal -> assertThat(refusal.violations())
                        .extracting(Problem.Violation::path)
                        .containsExactly(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"model\":\"m\"",
                "{\"model\":\"m\",}",
                "{'model':'m'}",
                "{\"model\":\"m\"} x",
                "{\"model\":\"m\"}}",
                "{\"model\":\"m\",\"n\":01}",
                "{\"model\":\"m\",\"n\":NaN}",
                "{\"model\":\"m\" /* c */}",
                "{\"model\":\"a\nb\"}",
            })
    void whatIsNotJsonIsRefused(String sent) {
        assertThatThrownBy(() -> read(sent)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "x-UTF-16LE-BOM", "UTF-32BE", "UTF-32LE", "X-UTF-32LE-BOM"})
    void otherEncodingsAreRefused(String encoding) {
        var bytes = "{\"model\":\"m\"}".getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> CallBody.read(json, bytes))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("UTF-8");
    }

    private CallBody read(String body) throws IOException {
        return CallBody.read(json, body.getBytes(StandardCharsets.UTF_8));
    }
}
