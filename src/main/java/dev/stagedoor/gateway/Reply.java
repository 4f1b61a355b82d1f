package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * An answer on its way to the caller: status and headers at once, the body as it comes.
 *
 * @param whole the body when all of it is there already; null otherwise
 */
record Reply(int status, Map<String, List<String>> headers, Multi<Buffer> body, Buffer whole) {
    static final String EVENT_STREAM = "text/event-stream";
    private static final String CONTENT_TYPE = "Content-Type";

    static Reply of(int status, String contentType, Multi<Buffer> body) {
        return new Reply(status, ReplyHeaders.of(contentType), body, null);
    }

    static Reply whole(int status, Map<String, List<String>> headers, Buffer body) {
        return new Reply(status, headers, Multi.createFrom().item(body), body);
    }

    Reply withBody(Multi<Buffer> other) {
        return new Reply(status, headers, other, null);
    }

    boolean isSuccess() {
        return status < 400;
    }

    /** Whether the provider streams, whatever was asked for. */
    boolean isEventStream() {
        var types = headers.getOrDefault(CONTENT_TYPE, List.of());
        return !types.isEmpty() && types.getFirst().startsWith(EVENT_STREAM);
    }
}
