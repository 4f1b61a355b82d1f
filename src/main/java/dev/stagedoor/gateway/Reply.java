package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider's answer on its way to the caller: status and headers at once, the body as it comes. */
record Reply(int status, Map<String, List<String>> headers, Multi<Buffer> body) {
    private static final String CONTENT_TYPE = "Content-Type";

    static Reply of(int status, String contentType, Multi<Buffer> body) {
        return new Reply(status, Map.of(CONTENT_TYPE, List.of(contentType)), body);
    }

    Reply withBody(Multi<Buffer> other) {
        return new Reply(status, headers, other);
    }

    Reply withHeader(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(name, List.of(value));
        return new Reply(status, more, body);
    }

    /** By its name in lower case. */
    Optional<String> header(String name) {
        var values = headers.get(name);
        return values == null ? Optional.empty() : Optional.of(values.getFirst());
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
