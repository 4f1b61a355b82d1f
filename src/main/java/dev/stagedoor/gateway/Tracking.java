package dev.stagedoor.gateway;

import dev.stagedoor.usage.UsageId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/**
 * By what a call is found again.
 *
 * @param call the id of the row that it leaves
 * @param traceparent the place in a trace that its caller gave it, as it came; null for none
 */
public record Tracking(UUID call, String traceparent) {
    /** A provider sends an {@code x-request-id} of its own, which is passed on. */
    private static final CharSequence CALL_ID = HttpHeaders.createOptimized("x-stagedoor-call-id");

    /** Of a call from outside, whose reply tells the id. */
    static Tracking of(HttpServerRequest request) {
        var call = UsageId.next();
        request.response().putHeader(CALL_ID, call.toString());
        return new Tracking(call, request.getHeader("traceparent"));
    }

    /** Of a call that Stagedoor makes for another feature. */
    static Tracking ofOwn() {
        return new Tracking(UsageId.next(), null);
    }
}
