package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A provider's answer on its way to the caller: status and headers at once, the body as it comes. */
record Reply(int status, Map<String, List<String>> headers, Multi<Buffer> body) {
    private static final String CONTENT_TYPE = "Content-Type";

    static Reply of(int status, String contentType, Multi<Buffer> body) {
        return new Reply(status, Map.of(CONTENT_TYPE, List.of(contentType)), body);
    }

    Reply withBody(Multi<Buffer> other) {
        return new Reply(status, headers, other);
    }

    /** The same with these headers, in the place of any of the same names. */
    Reply withHeaders(Map<String, List<String>> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.putAll(others);
        return new Reply(status, all, body);
    }

    boolean isSuccess() {
        return status < 400;
    }

    /** Whether the provider streams, whatever was asked for. */
    boolean isEventStream() {
        return headers.getOrDefault(CONTENT_TYPE, List.of()).stream()
                .anyMatch(type -> type.startsWith("text/event-stream"));
    }
}
