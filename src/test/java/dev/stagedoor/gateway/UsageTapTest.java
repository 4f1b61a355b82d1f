package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the provider's token count is heard however the network cuts the answer into pieces. */
class UsageTapTest {
    private static final String LAST_CHUNK =
            """
            : keep-alive

            data: {"choices":[{"delta":{"content":"Grüße, 日本 𝄞 \\u20ac"}}],"usage":null}

            event: ping
            data:{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":11,"total_tokens":18,\
            "prompt_tokens_details":{"cached_tokens":5}}}

            data: [DONE]

            """;

    private final JsonFactory json = new JsonFactory();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theCountIsHeardWhereverTheStreamIsCutInTwo(String lineEnd) {
        var stream = Buffer.buffer(LAST_CHUNK.replace("\n", lineEnd));

        var heard = IntStream.rangeClosed(0, stream.length())
                .mapToObj(cut -> heardOf(true, stream.slice(0, cut), stream.slice(cut, stream.length())));

        assertThat(heard).allMatch(Optional.of(new Tokens(7, 11, 18))::equals);
    }

    @Test
    void theCountIsHeardInAStreamThatComesByteByByte() {
        var stream = Buffer.buffer(LAST_CHUNK);

        var heard = heardOf(true, pieces(stream, 1));

        assertThat(heard).contains(new Tokens(7, 11, 18));
    }

    @Test
    void theLastOfRunningTotalsCounts() {
        var heard = heardOf(
                true,
                Buffer.buffer(
                        """
                        data: {"usage":{"prompt_tokens":7,"completion_tokens":1,"total_tokens":8}}

                        data: {"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}

                        data: [DONE]

                        """));

        assertThat(heard).contains(new Tokens(7, 2, 9));
    }

    @Test
    void theCountOfAResponseIsHeardInItsClosingEvent() {
        var heard = heardOf(
                true,
                Buffer.buffer(
                        """
                        event: response.created
                        data: {"type":"response.created","response":{"usage":null}}

                        event: response.completed
                        data: {"type":"response.completed","response":{"output":[{"usage":{"input_tokens":1}}],\
                        "usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}}

                        """));

        assertThat(heard).contains(new Tokens(3, 4, 7));
    }

    @Test
    void theCountOfAPlainAnswerIsHeardWhereverItIsCut() {
        var answer = Buffer.buffer("{\"choices\":[{\"text\":\"data: 日本\\n\"}],\n\n\"usage\":"
                + "{\"prompt_tokens\":7,\"completion_tokens\":11,\"total_tokens\":18},\"id\":\"x\"}");

        var heard = IntStream.rangeClosed(0, answer.length())
                .mapToObj(cut -> heardOf(false, answer.slice(0, cut), answer.slice(cut, answer.length())));

        assertThat(heard).allMatch(Optional.of(new Tokens(7, 11, 18))::equals);
    }

    @Test
    void aTotalThatIsLeftOutIsTheSum() {
        var heard = heardOf(false, Buffer.buffer("{\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"));

        assertThat(heard).contains(new Tokens(3, 4, 7));
    }

    @Test
    void aCountThatArrivedBeforeTheStreamBrokeOffIsKept() {
        var heard = heardOf(
                true,
                Buffer.buffer("data: {\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}\n\ndata: {\"usage\":{\"pro"));

        assertThat(heard).contains(new Tokens(7, 0, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"usage\":{\"prompt_tokens\":1",
                "[{\"usage\":{\"prompt_tokens\":1}}]",
                "{\"usage\":null}",
                "{\"usage\":7}",
                "{\"choices\":[{\"usage\":{\"prompt_tokens\":1}}]}",
                "<html>502</html>",
                "data: {\"usage\":{\"prompt_tokens\":1}}",
            })
    void aPlainAnswerWithoutACountTellsNothing(String answer) {
        var heard = heardOf(false, Buffer.buffer(answer));

        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: [DONE]\n\n",
                "data:\n\n",
                "data: {broken\n\n",
                ": {\"usage\":{\"prompt_tokens\":1}}\n\n",
                "id: {\"usage\":{\"prompt_tokens\":1}}\n\n",
                "{\"usage\":{\"prompt_tokens\":1}}\n\n",
                "data: {\"usage\":null}\n\n",
            })
    void aStreamWithoutACountTellsNothing(String stream) {
        var heard = heardOf(true, Buffer.buffer(stream));

        assertThat(heard).isEmpty();
    }

    @Test
    void brokenJsonIsPassedOver() {
        var heard = heardOf(
                true,
                Buffer.buffer(
                        "data: {broken\n\ndata: {\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}\n\ndata: }\n\n"));

        assertThat(heard).contains(new Tokens(7, 0, 7));
    }

    @Test
    void theCountAtTheEndOfAnEventOfManyMegabytesIsHeard() {
        var stream = Buffer.buffer("data: {\"numbers\":[0" + ",0.12345678".repeat(500_000)
                + "],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}\n\n");

        var heard = heardOf(true, pieces(stream, 16_384));

        assertThat(heard).contains(new Tokens(7, 0, 7));
    }

    @Test
    void theCountAtTheEndOfAPlainAnswerOfManyMegabytesIsHeard() {
        var answer = Buffer.buffer("{\"data\":[{\"embedding\":[0" + ",0.12345678".repeat(500_000)
                + "]}],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");

        var heard = heardOf(false, pieces(answer, 16_384));

        assertThat(heard).contains(new Tokens(7, 0, 7));
    }

    private static Buffer[] pieces(Buffer whole, int size) {
        return IntStream.iterate(0, at -> at < whole.length(), at -> at + size)
                .mapToObj(at -> whole.slice(at, Math.min(at + size, whole.length())))
                .toArray(Buffer[]::new);
    }

    private Optional<Tokens> heardOf(boolean isEventStream, Buffer... chunks) {
        var tap = new UsageTap(json, isEventStream);
        for (var chunk : chunks) {
            tap.hear(chunk);
        }
        return tap.tokens();
    }
}
