package dev.stagedoor.access;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** One question to the store, whose answer everybody gets who waits for it, each on its own event loop. */
final class Question<T> {
    private final long askedAt;
    private final Promise<T> answer = Promise.promise();

    /** @param askedAt a moment, or a version of the access graph: what was committed by then is in the answer */
    Question(long askedAt) {
        this.askedAt = askedAt;
    }

    long askedAt() {
        return askedAt;
    }

    /** Whether those who wait have been told, be it that there is no answer. */
    boolean isOver() {
        return answer.future().isComplete();
    }

    /** False when they have been told before. */
    boolean answer(T found) {
        return answer.tryComplete(found);
    }

    boolean fail(Throwable failure) {
        return answer.tryFail(failure);
    }

    Uni<T> answer() {
        return Uni.createFrom().emitter(waiting -> {
            var context = Vertx.currentContext();
            answer.future().onComplete(told -> on(context, () -> pass(told, waiting)));
        });
    }

    private static void on(Context context, Runnable step) {
        if (context == null) {
            step.run();
        } else {
            context.runOnContext(here -> step.run());
        }
    }

    private static <T> void pass(AsyncResult<T> told, UniEmitter<? super T> waiting) {
        if (told.succeeded()) {
            waiting.complete(told.result());
        } else {
            waiting.fail(told.cause());
        }
    }
}
