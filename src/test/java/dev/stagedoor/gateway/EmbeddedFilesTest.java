package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A megabyte of an image is not a megabyte of text. */
class EmbeddedFilesTest {
    private static EmbeddedFiles in(String body) {
        return EmbeddedFiles.in(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String image(String base64) {
        return "{\"image_url\":{\"url\":\"data:image/png;base64," + base64 + "\"}}";
    }

    @Test
    void shouldFindEveryFileAndNotASingleByteOfTheText() {
        var files = in("[" + image("A".repeat(40_000)) + ",\"some text\"," + image("B".repeat(10_000)) + "]");

        assertThat(files).isEqualTo(new EmbeddedFiles(2, 50_000));
        assertThat(files.tokens()).isEqualTo(2_000 + 100);
    }

    @Test
    void shouldFindNoneInWordsThatOnlyBeginLikeOne() {
        assertThat(in("{\"content\":\"a;b;base6;base64\"}")).isEqualTo(new EmbeddedFiles(0, 0));
    }

    @Test
    void shouldCountTheWordsAfterOneAsText() {
        assertThat(in("{\"content\":\"data:;base64,AA\\/A= and then words\"}")).isEqualTo(new EmbeddedFiles(1, 6));
    }

    @Test
    void shouldEndWithTheBodyWhenTheFileDoesNot() {
        assertThat(in("data:;base64,AAAA")).isEqualTo(new EmbeddedFiles(1, 4));
        assertThat(in("data:;base64,")).isEqualTo(new EmbeddedFiles(1, 0));
        assertThat(in(";base64")).isEqualTo(new EmbeddedFiles(0, 0));
    }
}
