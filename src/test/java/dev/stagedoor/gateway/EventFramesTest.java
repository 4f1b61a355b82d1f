package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a caller gets the events that it ordered to the byte, however the network cuts the answer into pieces. */
class EventFramesTest {
    private static final String BEFORE =
            """
            : keep-alive

            id: 1
            data: {"choices":[],"prompt_filter_results":[],"usage":null}

            data: {"id":"a","choices":[{"delta":{"content":"Grüße, 日本 𝄞 \\"}"}}],"usage":null}

            : keep-alive
            """;

    private static final String USAGE =
            """
            data: {"id":"a","choices" : [ ] ,"usage":{"prompt_tokens":7,"completion_tokens":11,"total_tokens":18}}

            """;

    private static final String LAST_WORD =
            """
            data: {"id":"a","choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":7}}

            """;

    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theUsageThatTheCallerDidNotOrderIsLeftOutWhereverTheStreamIsCut(String lineEnd) {
        var stream = Buffer.buffer((BEFORE + USAGE + LAST_WORD + DONE).replace("\n", lineEnd));
        var expected = (BEFORE + LAST_WORD + DONE).replace("\n", lineEnd);

        for (var size = 1; size <= stream.length(); size++) {
            assertThat(passed(UsageTap.events(true, false), stream, size)).isEqualTo(expected);
        }
        for (var cut = 0; cut <= stream.length(); cut++) {
            var tap = UsageTap.events(true, false);
            var passed = Buffer.buffer()
                    .appendBuffer(tap.hear(stream.slice(0, cut)))
                    .appendBuffer(tap.hear(stream.slice(cut, stream.length())))
                    .appendBuffer(tap.rest());
            assertThat(passed).hasToString(expected);
        }
    }

    @Test
    void theUsageIsLeftOutOfAStreamThatEndsWithIt() {
        var stream = Buffer.buffer(LAST_WORD + USAGE.strip());

        assertThat(passed(UsageTap.events(true, false), stream, 5)).isEqualTo(LAST_WORD);
    }

    @Test
    void theUsageThatTheCallerOrderedIsPassedOn() {
        var stream = Buffer.buffer(BEFORE + USAGE + DONE);

        assertThat(passed(UsageTap.events(false, false), stream, 5)).isEqualTo(stream.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[],\"usage\":null}\n\n",
                "data: {\"choices\":[],\"usage\":{}\n\n",
                "data: {\"choices\":[{}],\"usage\":{}}\n\n",
                "data: {\"choices\":[0],\"usage\":{}}\n\n",
                "data: {\"usage\":{\"prompt_tokens\":1}}\n\n",
                "data: {\"error\":{\"choices\":[],\"usage\":{}}}\n\n",
                "data: [{\"choices\":[],\"usage\":{}}]\n\n",
                "data: {\"choices\":[],\"usage\":{}} {}\n\n",
                "event: error\ndata: no JSON\n\n",
                "retry: 10\n\n",
                "\n\n\n",
            })
    void everythingElseIsPassedOn(String stream) {
        assertThat(passed(UsageTap.events(true, false), Buffer.buffer(stream + DONE), 3))
                .isEqualTo(stream + DONE);
    }

    @Test
    void anEventIsPassedOnAsSoonAsItIsClearThatItIsNotTheOne() {
        var tap = UsageTap.events(true, false);

        assertThat(tap.hear(Buffer.buffer(": wait")).toString()).isEqualTo(": wait");
        assertThat(tap.hear(Buffer.buffer("\n\ndata: {\"choices\":[")).toString())
                .isEqualTo("\n\n");
        assertThat(tap.hear(Buffer.buffer("{\"delta\"")).toString()).isEqualTo("data: {\"choices\":[{\"delta\"");
        assertThat(tap.hear(Buffer.buffer(":{\"content\":\"a")).toString()).isEqualTo(":{\"content\":\"a");
    }

    @Test
    void noMoreIsHeldThanACountCanBeLong() {
        var tap = UsageTap.events(true, false);
        var endless = Buffer.buffer("data: {\"choices\":[],\"x\":\"" + "x".repeat(1_000_000));

        assertThat(tap.hear(endless)).isSameAs(endless);
    }

    @Test
    void aPieceWithNothingToLeaveOutIsPassedOnItself() {
        var piece = Buffer.buffer(LAST_WORD + LAST_WORD);

        assertThat(UsageTap.events(true, false).hear(piece)).isSameAs(piece);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DONE,
                "event: response.completed\ndata: {\"type\":\"response.completed\"}\n\n",
                "event:response.incomplete\r\ndata: {}\r\n\r\n",
                "event: response.failed\ndata: {}\n\n",
            })
    void theEventThatEndsAStreamWaitsWhereverItIsCut(String last) {
        var stream = Buffer.buffer(LAST_WORD + last);

        for (var size = 1; size <= stream.length(); size++) {
            var tap = UsageTap.events(true, true);
            var before = new StringBuilder();
            for (var at = 0; at < stream.length(); at += size) {
                before.append(tap.hear(stream.slice(at, Math.min(at + size, stream.length()))));
            }
            assertThat(before).hasToString(LAST_WORD);
            assertThat(tap.rest()).hasToString(last);
        }
    }

    @Test
    void theLastPieceOfAPlainAnswerWaits() {
        var tap = UsageTap.plain(true);

        assertThat(tap.hear(Buffer.buffer("a")).length()).isZero();
        assertThat(tap.hear(Buffer.buffer("b"))).hasToString("a");
        assertThat(tap.rest()).hasToString("b");
    }

    @Test
    void whateverComesIsPassedOnInOrder() {
        var random = new Random(5);
        var alphabet = "data: event {}[]\":,\\\n\n\r:usagechoices0";
        for (var round = 0; round < 3_000; round++) {
            var text = new StringBuilder();
            IntStream.range(0, 120).forEach(i -> text.append(alphabet.charAt(random.nextInt(alphabet.length()))));
            var passed = passed(
                    UsageTap.events(true, random.nextBoolean()), Buffer.buffer(text.toString()), 1 + random.nextInt(9));
            assertThat(passed).isEqualTo(text.toString());
        }
    }

    private static String passed(UsageTap tap, Buffer stream, int size) {
        var passed = Buffer.buffer();
        for (var at = 0; at < stream.length(); at += size) {
            passed.appendBuffer(tap.hear(stream.slice(at, Math.min(at + size, stream.length()))));
        }
        return passed.appendBuffer(tap.rest()).toString();
    }
}
