package dev.stagedoor.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Waits on the event loop of the call, and wakes nobody when the caller left meanwhile. */
@Singleton
class Pauses {
    private final Vertx vertx;

    Pauses(Vertx vertx) {
        this.vertx = vertx;
    }

    Uni<Void> of(long millis) {
        return Uni.createFrom().emitter(emitter -> {
            var timer = vertx.setTimer(Math.max(1, millis), id -> emitter.complete(null));
            emitter.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}
