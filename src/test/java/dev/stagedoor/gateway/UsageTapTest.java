package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.usage.UsageEntry.Tokens;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static final Tokens THE_COUNT = Tokens.counted(7, 11, 18, 5, 0);

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theCountIsHeardWhereverTheStreamIsCutInTwo(String lineEnd) {
        var stream = Buffer.buffer(LAST_CHUNK.replace("\n", lineEnd));

        var heard = IntStream.rangeClosed(0, stream.length())
                .mapToObj(cut -> heardOf(true, stream.slice(0, cut), stream.slice(cut, stream.length())));

        assertThat(heard).allMatch(Optional.of(THE_COUNT)::equals);
    }

    @Test
    void theCountIsHeardInAStreamThatComesByteByByte() {
        var stream = Buffer.buffer(LAST_CHUNK);

        var heard = heardOf(true, pieces(stream, 1));

        assertThat(heard).contains(THE_COUNT);
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

        assertThat(heard).contains(Tokens.counted(7, 2, 9, 0, 0));
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

        assertThat(heard).contains(Tokens.counted(3, 4, 7, 0, 0));
    }

    @Test
    void theCountOfAPlainAnswerIsHeardWhereverItIsCut() {
        var answer = Buffer.buffer("{\"choices\":[{\"text\":\"data: 日本\\n\"}],\n\n\"usage\":"
                + "{\"prompt_tokens\":7,\"completion_tokens\":11,\"total_tokens\":18},\"id\":\"x\"}");

        var heard = IntStream.rangeClosed(0, answer.length())
                .mapToObj(cut -> heardOf(false, answer.slice(0, cut), answer.slice(cut, answer.length())));

        assertThat(heard).allMatch(Optional.of(Tokens.counted(7, 11, 18, 0, 0))::equals);
    }

    @Test
    void aTotalThatIsLeftOutIsTheSum() {
        var heard = heardOf(false, Buffer.buffer("{\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"));

        assertThat(heard).contains(Tokens.counted(3, 4, 7, 0, 0));
    }

    @Test
    void aCountThatArrivedBeforeTheStreamBrokeOffIsKept() {
        var heard = heardOf(
                true,
                Buffer.buffer("data: {\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}\n\ndata: {\"usage\":{\"pro"));

        assertThat(heard).contains(Tokens.counted(7, 0, 7, 0, 0));
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

        assertThat(heard).contains(Tokens.counted(7, 0, 7, 0, 0));
    }

    @Test
    void theCountAtTheEndOfAnEventOfManyMegabytesIsHeard() {
        var stream = Buffer.buffer("data: {\"numbers\":[0" + ",0.12345678".repeat(500_000)
                + "],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}\n\n");

        var heard = heardOf(true, pieces(stream, 16_384));

        assertThat(heard).contains(Tokens.counted(7, 0, 7, 0, 0));
    }

    @Test
    void theCountAtTheEndOfAPlainAnswerOfManyMegabytesIsHeard() {
        var answer = Buffer.buffer("{\"data\":[{\"embedding\":[0" + ",0.12345678".repeat(500_000)
                + "]}],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");

        var heard = heardOf(false, pieces(answer, 16_384));

        assertThat(heard).contains(Tokens.counted(7, 0, 7, 0, 0));
    }

    private static Buffer[] pieces(Buffer whole, int size) {
        return IntStream.iterate(0, at -> at < whole.length(), at -> at + size)
                .mapToObj(at -> whole.slice(at, Math.min(at + size, whole.length())))
                .toArray(Buffer[]::new);
    }

    private static Optional<Tokens> heardOf(boolean isEventStream, Buffer... chunks) {
        var tap = isEventStream ? UsageTap.events(false, false) : UsageTap.plain(false);
        for (var chunk : chunks) {
            assertThat(tap.hear(chunk)).isSameAs(chunk);
        }
        return tap.tokens();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'usage':{'prompt_tokens':9,'completion_tokens':5,'total_tokens':14,'prompt_tokens_details':{'cached_tokens':8,'audio_tokens':1},'completion_tokens_details':{'reasoning_tokens':3,'audio_tokens':0}}}"
                        + " | 9 5 14 8 3",
                "{'response':{'usage':{'input_tokens':9,'input_tokens_details':{'cached_tokens':4},'output_tokens':5,'output_tokens_details':{'reasoning_tokens':2},'total_tokens':14}}}"
                        + " | 9 5 14 4 2",
                "{'usage':{'prompt_tokens':9,'completion_tokens':5,'prompt_cache_hit_tokens':6,'prompt_cache_miss_tokens':3}}"
                        + " | 9 5 14 6 0",
                "{'choices':[{'delta':{},'finish_reason':'stop'}],'x_groq':{'id':'r','usage':{'queue_time':0.02,'prompt_tokens':9,'completion_tokens':5}}}"
                        + " | 9 5 14 0 0",
                "{'usage' : { 'prompt_tokens' : 3000000000 , 'completion_tokens' : 4000000000 , 'total_tokens' :"
                        + " 7000000000 } } | 3000000000 4000000000 7000000000 0 0",
                "{'usage':{'total_time':1.5e2,'prompt_tokens':9,'cost':0.00123,'completion_tokens':5}} | 9 5 14 0 0",
                "{'usage':{'prompt_tokens':-9,'completion_tokens':5}} | 0 5 5 0 0",
            })
    void theDetailsOfACountAreHeard(String object, String expected) {
        var heard = heardOf(true, pieces(Buffer.buffer("data: " + object.replace('\'', '"') + "\n\n"), 1));

        assertThat(heard.map(tokens -> "%d %d %d %d %d"
                        .formatted(
                                tokens.prompt(),
                                tokens.completion(),
                                tokens.total(),
                                tokens.cached(),
                                tokens.reasoning())))
                .contains(expected);
    }

    @Test
    void theTextsOfAnAnswerAreMeasuredAndNothingElse() {
        var chat = tapOf(UsageTap.events(false, false), Buffer.buffer(LAST_CHUNK));
        var response = tapOf(
                UsageTap.events(false, false),
                Buffer.buffer(
                        """
                        data: {"type":"response.output_text.delta","delta":"four"}

                        data: {"type":"response.output_text.done","text":"four"}

                        data: {"type":"response.completed","response":{"output":[{"content":[{"text":"four"}]}]}}

                        """));
        var plain = tapOf(
                UsageTap.plain(false),
                Buffer.buffer("{\"id\":\"x\",\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"seven 7\","
                        + "\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}"));

        assertThat(chat.textBytes()).isEqualTo("Grüße, 日本 𝄞 \\u20ac".getBytes(StandardCharsets.UTF_8).length);
        assertThat(response.textBytes()).isEqualTo(4);
        assertThat(plain.textBytes()).isEqualTo(9);
    }

    private static UsageTap tapOf(UsageTap tap, Buffer... pieces) {
        for (var piece : pieces) {
            tap.hear(piece);
        }
        return tap;
    }
}
