package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is found in a form, however it is cut into pieces; and that nothing gets by that another reader might take for another
 * model. CVE-2024-8984 was a boundary that a gateway took a minute to read.
 */
class MultipartScannerTest {
    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n--\n\r--b\r\n-- b\0\1\2\r\n";
    private static final String MODEL =
            "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper:größe\r\n";
    private static final String LANGUAGE =
            "--b\r\ncontent-disposition: form-data; name=language\r\nContent-Type: text/plain\r\n\r\nde\r\n";
    private static final String END = "--b--\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MultipartScanner scanned(String body, int pieces) {
        var bytes = bytes(body);
        var scanner = new MultipartScanner(new Boundary("b"));
        for (var at = 0; at < bytes.length; at += pieces) {
            scanner.take(Arrays.copyOfRange(bytes, at, Math.min(at + pieces, bytes.length)));
        }
        scanner.end();
        return scanner;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 1000})
    void theModelIsFoundWhereverItStandsAndHoweverTheBodyIsCut(int pieces) {
        for (var body :
                new String[] {MODEL + FILE + END, FILE + MODEL + END, LANGUAGE + FILE + MODEL + LANGUAGE + "--b--"}) {
            var model = scanned(body, pieces).model();

            assertThat(model.name()).isEqualTo("whisper:größe");
            assertThat(Arrays.copyOfRange(bytes(body), (int) model.start(), (int) model.end()))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("whisper:größe");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b--",
                "--b--\r\n",
                "preamble\r\n--b\r\n",
                "\r\n{model}{end}",
                "{file}{end}",
                "{model}{file}",
                "{model}{model}{end}",
                "{model}{file}{model}{end}",
                "{model}{end}{model}",
                "{model}{end} ",
                "{model}--b\n{end}",
                "{model}--b \r\n{end}",
                "{model}--bb\r\nx",
                "--b\r\n\r\nnameless\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: attachment; name=\"x\"\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"Model\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\" model\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"model[]\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"mod%65l\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"mo\\del\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"; name=\"model\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name*=utf-8''model\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; filename=\"\\\"; name=\"model\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data;\r\n name=\"model\"\r\n\r\nother\r\n{model}{end}",
                "--b\r\nContent-Disposition : form-data; name=\"x\"\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\nContent-Type: a/b\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\0\"\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n--b\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"x\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"_charset_\"\r\n\r\nutf-7\r\n{model}{end}",
                "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n\r\n{end}",
                "--b\r\nContent-Disposition: form-data; name=\"model\"; filename=\"m\"\r\n\r\nm\r\n{end}",
                "--b\r\nContent-Disposition: form-data; name=\"model\"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\nm\r\n{end}",
            })
    void whatCouldBeReadInMoreThanOneWayIsRefused(String template) {
        var body = template.replace("{model}", MODEL)
                .replace("{file}", FILE.replace("\n\r--b\r\n-- b", ""))
                .replace("{end}", END);

        assertThatThrownBy(() -> scanned(body, 1)).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> scanned(body, 10_000)).isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void theLengthOfANameAndOfHeadersIsBounded() {
        var name = MODEL.replace("whisper", "x".repeat(3000));
        var headers = FILE.replace("audio/wav", "x".repeat(9000));

        assertThatThrownBy(() -> scanned(name + END, 100)).isInstanceOf(Problem.Invalid.class);
        assertThatThrownBy(() -> scanned(headers + MODEL + END, 100)).isInstanceOf(Problem.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n--", "\n", "\r\n--bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "\r\r\r\n-"})
    void theWorkGrowsWithTheBodyAlone(String piece) {
        var scanner = new MultipartScanner(new Boundary("b".repeat(70)));
        scanner.take(bytes(FILE.substring(0, FILE.indexOf("RIFF")).replace("--b", "--" + "b".repeat(70))));
        var megabyte = bytes(piece.repeat((1 << 20) / piece.length()));

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            for (var i = 0; i < 64; i++) {
                scanner.take(megabyte);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
                "Multipart/Form-Data;boundary=\"a b=c'()+_,-./:=?d\"",
                "multipart/form-data; charset=utf-8; BOUNDARY=b",
                "multipart/form-data; boundary=1234567890123456789012345678901234567890123456789012345678901234567890",
            })
    void aBoundaryMayBe(String contentType) {
        assertThat(Boundary.of(contentType).text()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "multipart/form-data",
                "multipart/mixed; boundary=b",
                "multipart/form-data, boundary=b",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=\"b",
                "multipart/form-data; boundary=\"b \"",
                "multipart/form-data; boundary=\"b\\\"c\"",
                "multipart/form-data; boundary=b; boundary=c",
                "multipart/form-data; boundary=b; boundary*=c",
                "multipart/form-data; boundary=b; charset=utf-16",
                "multipart/form-data; boundary=\"b\u00e9\"",
                "multipart/form-data; boundary=b@c",
                "multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901",
            })
    void aBoundaryMayNotBe(String contentType) {
        assertThatThrownBy(() -> Boundary.of(contentType)).isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void aHeaderThatHasNoEndIsRefusedAtOnce() {
        var endless = "multipart/form-data; boundary=" + "; boundary=a".repeat(100_000);

        Assertions.assertTimeout(Duration.ofSeconds(1), () -> assertThatThrownBy(() -> Boundary.of(endless))
                .isInstanceOf(Problem.Invalid.class));
    }
}
