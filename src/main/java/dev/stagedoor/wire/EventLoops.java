package dev.stagedoor.wire;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/**
 * One event loop for each processor. Nothing blocks them, so a second one would only take the processor away from the first, in
 * the middle of a call.
 */
@Singleton
class EventLoops implements VertxOptionsCustomizer {
    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
    }
}
