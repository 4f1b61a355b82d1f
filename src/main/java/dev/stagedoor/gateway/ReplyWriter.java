package dev.stagedoor.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * Writes an answer to the caller: a whole one at once, any other part by part, and asks for the next part only once the
 * caller has taken enough of those before. An answer that breaks off is broken off for the caller too.
 */
final class ReplyWriter implements Subscriber<Buffer> {
    private final HttpServerResponse response;
    private volatile Subscription answer;

    private ReplyWriter(HttpServerResponse response) {
        this.response = response;
    }

    static void write(RoutingContext context, Reply reply) {
        var response = context.response();
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.whole() != null) {
            response.end(reply.whole());
        } else {
            response.setChunked(true);
            reply.body().subscribe(new ReplyWriter(response));
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        answer = subscription;
        response.closeHandler(left -> subscription.cancel());
        if (response.closed()) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    /** That a part could not be written is known before the connection counts as closed. */
    @Override
    public void onNext(Buffer part) {
        response.write(part).onFailure(gone -> answer.cancel());
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> answer.request(1));
        } else {
            answer.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        response.reset();
    }

    @Override
    public void onComplete() {
        response.end();
    }
}
