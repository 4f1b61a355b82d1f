package dev.stagedoor.problem;

import java.util.Map;

/** The headers that tell a caller when to come again: in seconds for everybody, in milliseconds for OpenAI's SDKs. */
final class RetryAfter {
    private static final long SECOND = 1_000;

    private RetryAfter() {}

    static Map<String, String> headers(long millis) {
        return Map.of(
                "Retry-After", Long.toString(Math.ceilDiv(millis, SECOND)), "retry-after-ms", Long.toString(millis));
    }
}
