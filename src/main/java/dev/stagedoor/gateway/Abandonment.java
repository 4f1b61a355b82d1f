package dev.stagedoor.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives up an answer that nobody wants any longer. Once it has ended on the wire its connection serves another call, although
 * not all of it was read here; to reset the request then would break off the other. So what has come is let out first, and
 * only a request that goes on after that is reset.
 */
final class Abandonment {
    private Abandonment() {}

    /** To be called on the event loop of the call; from elsewhere the request is reset without further ado. */
    static void of(HttpClientRequest request, HttpClientResponse response) {
        var context = Vertx.currentContext();
        if (context == null) {
            request.reset();
            return;
        }
        var hasEnded = new AtomicBoolean();
        response.exceptionHandler(expected -> {})
                .handler(dropped -> {})
                .endHandler(end -> hasEnded.set(true))
                .resume();
        context.runOnContext(then -> {
            if (!hasEnded.get()) {
                request.reset();
            }
        });
    }
}
