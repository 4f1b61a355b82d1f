package dev.stagedoor.gateway;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The answer to a call that asks for a stream, or, when it has not begun in time, a stream of comments that it follows. What
 * would have been a status then is an event in the stream. For one subscriber, on the event loop of the call.
 */
final class EarlyReply extends AbstractUni<Reply> implements UniSubscriber<Reply>, UniSubscription {
    private static final String EVENTS = "text/event-stream";

    private final Vertx vertx;
    private final Duration every;
    private final Call call;
    private final Uni<Reply> answer;
    private UniSubscriber<? super Reply> caller;
    private UniSubscription waiting;
    private Heartbeat early;
    private boolean isOver;
    private long timer;

    EarlyReply(Vertx vertx, Duration every, Call call, Uni<Reply> answer) {
        this.vertx = vertx;
        this.every = every;
        this.call = call;
        this.answer = answer;
    }

    @Override
    public void subscribe(UniSubscriber<? super Reply> subscriber) {
        caller = subscriber;
        AbstractUni.subscribe(answer, this);
        if (!isOver) {
            timer = vertx.setTimer(Math.max(1, every.toMillis()), rung -> begin());
        }
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        waiting = subscription;
        caller.onSubscribe(this);
    }

    private void begin() {
        if (!isOver) {
            isOver = true;
            early = Heartbeat.before(vertx, every, waiting::cancel);
            caller.onItem(Reply.of(200, EVENTS, early));
        }
    }

    @Override
    public void onItem(Reply reply) {
        if (early != null) {
            early.follow(LateReply.events(reply, call));
        } else if (end()) {
            caller.onItem(reply.isEventStream() ? reply.withBody(Heartbeat.in(reply.body(), vertx, every)) : reply);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        if (early != null) {
            early.follow(Multi.createFrom().item(LateReply.event(failure, call)));
        } else if (end()) {
            caller.onFailure(failure);
        }
    }

    @Override
    public void cancel() {
        if (end()) {
            waiting.cancel();
        }
    }

    private boolean end() {
        var isFirst = !isOver;
        isOver = true;
        vertx.cancelTimer(timer);
        return isFirst;
    }
}
