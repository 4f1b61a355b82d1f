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

    private ReplyHeaders() {}

    static Map<String, List<String>> passedOn(MultiMap headers) {
        Map<String, List<String>> passed = new LinkedHashMap<>();
        for (var name : headers.names()) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (NAMES.contains(lower) || lower.startsWith(LIMITS)) {
                passed.put(lower.equals("content-type") ? "Content-Type" : lower, headers.getAll(name));
            }
        }
        return passed;
    }
}
