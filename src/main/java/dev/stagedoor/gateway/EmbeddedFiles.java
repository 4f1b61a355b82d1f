package dev.stagedoor.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The images, sounds and documents that a body carries within itself, as data URLs in Base64. Their length says little of what
 * a provider counts of them: a megabyte of an image is some thousand tokens, of text some hundred thousand.
 *
 * @param bytes how many of the body's bytes they take
 */
record EmbeddedFiles(int number, int bytes) {
    private static final byte[] MARK = ";base64,".getBytes(StandardCharsets.US_ASCII);
    private static final long TOKENS_OF_ANY = 1_000;
    private static final long BYTES_OF_A_TOKEN = 500;

    static EmbeddedFiles in(byte[] body) {
        var number = 0;
        var bytes = 0;
        for (var at = 0; at < body.length; at++) {
            if (body[at] == MARK[0] && isMark(body, at)) {
                var start = at + MARK.length;
                at = end(body, start);
                number++;
                bytes += at - start;
            }
        }
        return new EmbeddedFiles(number, bytes);
    }

    private static boolean isMark(byte[] body, int at) {
        var end = at + MARK.length;
        return end <= body.length && Arrays.equals(body, at, end, MARK, 0, MARK.length);
    }

    private static int end(byte[] body, int from) {
        var at = from;
        while (at < body.length && isBase64(body[at])) {
            at++;
        }
        return at;
    }

    /** With what JSON may write before a slash. */
    private static boolean isBase64(byte character) {
        return Character.isLetterOrDigit(character) || "+/=-_\\".indexOf(character) >= 0;
    }

    /** A thousand for each, and more the larger they are. */
    long tokens() {
        return number * TOKENS_OF_ANY + bytes / BYTES_OF_A_TOKEN;
    }
}
