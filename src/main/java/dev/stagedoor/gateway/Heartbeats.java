package dev.stagedoor.gateway;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** Keeps callers who wait for a stream from being cut off by whoever stands between, however slow the model thinks. */
@Singleton
class Heartbeats {
    private final Vertx vertx;
    private final GatewayConfig config;

    Heartbeats(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** The same answer, which does not keep silent for long if it is to be a stream. */
    Uni<Reply> keepAlive(Call call, Uni<Reply> answer) {
        var every = config.heartbeat();
        return call.body().isStreamed() && every.isPositive() ? new EarlyReply(vertx, every, call, answer) : answer;
    }
}
