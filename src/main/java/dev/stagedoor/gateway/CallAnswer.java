package dev.stagedoor.gateway;

import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/**
 * Waits for the answer to one call and writes it. A caller who leaves cancels the call; who reads the answer from then on
 * takes that over, and an answer that is there at once must not lose it.
 *
 * @param failed what to do when there is no answer
 */
record CallAnswer(RoutingContext request, Consumer<Throwable> failed) implements UniSubscriber<Reply> {
    @Override
    public void onSubscribe(UniSubscription call) {
        request.response().closeHandler(left -> call.cancel());
        if (request.response().closed()) {
            call.cancel();
        }
    }

    @Override
    public void onItem(Reply reply) {
        ReplyWriter.write(request, reply);
    }

    @Override
    public void onFailure(Throwable failure) {
        failed.accept(failure);
    }
}
