package dev.stagedoor.gateway;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of a provider's headers reach the caller: those an SDK reads, never cookies. */
final class ReplyHeaders {
    private static final Set<String> NAMES = Set.of(
            "content-type",
            "retry-after",
            "retry-after-ms",
            "x-should-retry",
            "x-request-id",
            "openai-processing-ms",
            "openai-version");
    private static final String LIMITS = "x-ratelimit-";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String EVENT_STREAM = "text/event-stream";

    private ReplyHeaders() {}

    static Map<String, List<String>> of(String contentType) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, List.of(contentType));
        return readAtOnce(headers);
    }

    /** Whoever stands between must not gather events, nor keep them for somebody else. */
    private static Map<String, List<String>> readAtOnce(Map<String, List<String>> headers) {
        var types = headers.getOrDefault(CONTENT_TYPE, List.of());
        if (!types.isEmpty() && types.getFirst().startsWith(EVENT_STREAM)) {
            headers.put("Cache-Control", List.of("no-cache"));
            headers.put("X-Accel-Buffering", List.of("no"));
        }
        return headers;
    }

    static Map<String, List<String>> passedOn(MultiMap headers) {
        Map<String, List<String>> passed = new LinkedHashMap<>();
        for (var name : headers.names()) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (NAMES.contains(lower) || lower.startsWith(LIMITS)) {
                passed.put(lower.equals("content-type") ? CONTENT_TYPE : lower, headers.getAll(name));
            }
        }
        return readAtOnce(passed);
    }
}
