package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * A provider's answer on its way to the caller: status and headers at once, the body as it comes.
 *
 * @param tellsUsageUnasked whether the provider was asked to tell the usage in an event of its own by us, and not by the caller
 */
record Reply(int status, Map<String, List<String>> headers, Multi<Buffer> body, boolean tellsUsageUnasked) {
    private static final String CONTENT_TYPE = "Content-Type";

    static Reply of(int status, String contentType, Multi<Buffer> body) {
        return new Reply(status, Map.of(CONTENT_TYPE, List.of(contentType)), body, false);
    }

    Reply withBody(Multi<Buffer> other) {
        return new Reply(status, headers, other, tellsUsageUnasked);
    }

    boolean isSuccess() {
        return status < 400;
    }

    /** Whether the provider streams, whatever was asked for. */
    boolean isEventStream() {
        return isOf("text/event-stream");
    }

    boolean isJson() {
        return isOf("application/json");
    }

    private boolean isOf(String type) {
        for (var value : headers.getOrDefault(CONTENT_TYPE, List.of())) {
            if (value.startsWith(type)) {
                return true;
            }
        }
        return false;
    }
}
