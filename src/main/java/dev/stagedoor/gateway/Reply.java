package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer on its way to the caller: status and headers at once, the body as it comes.
 *
 * @param whole the body when all of it is there already; null otherwise
 * @param tellsUsageUnasked whether the provider was asked to tell the usage in an event of its own by us, and not by the caller
 */
record Reply(
        int status, Map<String, List<String>> headers, Multi<Buffer> body, Buffer whole, boolean tellsUsageUnasked) {
    static final String EVENT_STREAM = "text/event-stream";
    private static final String CONTENT_TYPE = "Content-Type";

    static Reply of(int status, String contentType, Multi<Buffer> body) {
        return new Reply(status, ReplyHeaders.of(contentType), body, null, false);
    }

    static Reply whole(int status, Map<String, List<String>> headers, Buffer body) {
        return new Reply(status, headers, Multi.createFrom().item(body), body, false);
    }

    Reply withBody(Multi<Buffer> other) {
        return new Reply(status, headers, other, null, tellsUsageUnasked);
    }

    /** The same, of a provider whom we asked to tell the usage and the caller did not. */
    Reply tellingUsageUnasked() {
        return new Reply(status, headers, body, whole, true);
    }

    /** The same with these headers, in the place of any of the same names. */
    Reply withHeaders(Map<String, List<String>> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, List<String>> all = new LinkedHashMap<>(headers);
        all.putAll(others);
        return new Reply(status, all, body, whole, tellsUsageUnasked);
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
        return isOf(EVENT_STREAM);
    }

    boolean isJson() {
        return isOf("application/json");
    }

    private boolean isOf(String type) {
        var types = headers.getOrDefault(CONTENT_TYPE, List.of());
        return !types.isEmpty() && types.getFirst().startsWith(type);
    }
}
