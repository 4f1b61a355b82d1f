package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a comment may stand in a stream of events. */
class FrameEndTest {
    @Test
    void shouldBeReachedAtTheStart() {
        assertThat(new FrameEnd().isReached()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {}\n\n", "data: {}\r\n\r\n", "data: {}\r\r", "data: {}\n\r\n", ": x\n\n"})
    void shouldBeReachedBehindABlankLineHoweverItIsCut(String events) {
        var whole = new FrameEnd();
        whole.see(Buffer.buffer(events));
        var inPieces = new FrameEnd();
        for (var i = 0; i < events.length(); i++) {
            inPieces.see(Buffer.buffer(events.substring(i, i + 1)));
        }

        assertThat(whole.isReached()).isTrue();
        assertThat(inPieces.isReached()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"d", "data: {}", "data: {}\n", "data: {}\r\n", "data: {}\r", "\n\ndata: {}\n\nd", "ü", "\n\nü"})
    void shouldNotBeReachedWithinAnEvent(String piece) {
        var end = new FrameEnd();

        end.see(Buffer.buffer(piece));

        assertThat(end.isReached()).isFalse();
    }
}
