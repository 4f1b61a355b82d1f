package dev.stagedoor.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How full limits are, in the headers that OpenAI's SDKs read. */
final class LimitHeaders {
    private static final String PREFIX = "x-ratelimit-";

    private LimitHeaders() {}

    static Map<String, List<String>> of(List<Share> shares, long now) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        add(Counts.REQUESTS, shares, now, headers);
        add(Counts.TOKENS, shares, now, headers);
        return headers;
    }

    private static void add(Counts counts, List<Share> shares, long now, Map<String, List<String>> headers) {
        Window tightest = null;
        var least = Long.MAX_VALUE;
        for (var share : shares) {
            var window = share.window();
            var remaining = window.remaining();
            if (window.limit().counts() == counts && remaining < least) {
                tightest = window;
                least = remaining;
            }
        }
        if (tightest != null) {
            var ofWhat = counts.name().toLowerCase(Locale.ROOT);
            headers.put(
                    PREFIX + "limit-" + ofWhat,
                    List.of(Long.toString(tightest.limit().amount())));
            headers.put(PREFIX + "remaining-" + ofWhat, List.of(Long.toString(least)));
            headers.put(
                    PREFIX + "reset-" + ofWhat, List.of(duration(tightest.span().end() - now)));
        }
    }

    /** As OpenAI writes it: {@code 12ms}, {@code 1s}, {@code 6m0s}. */
    static String duration(long millis) {
        if (millis < 1_000) {
            return Math.max(0, millis) + "ms";
        }
        var time = Duration.ofMillis(millis);
        var text = new StringBuilder();
        if (time.toHours() > 0) {
            text.append(time.toHours()).append('h');
        }
        if (time.toMinutes() > 0) {
            text.append(time.toMinutesPart()).append('m');
        }
        return text.append(time.toSecondsPart()).append('s').toString();
    }
}
