package dev.stagedoor.gateway;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The connections to providers, of each event loop its own: a call and the connection that it goes over share a thread, and
 * nothing of it is handed from one to another. Vert.x gives out the connection that was used last, of whichever loop.
 */
@Singleton
class UpstreamConnections {
    private final ConcurrentMap<Thread, HttpClient> clients = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final HttpClientOptions options;

    UpstreamConnections(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.options = options(config);
    }

    static HttpClientOptions options(GatewayConfig config) {
        return new HttpClientOptions()
                .setMaxPoolSize(config.connectionsPerHost())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAlive(true)
                .setDecompressionSupported(false);
    }

    /** The client of the event loop that asks. */
    HttpClient ofThisLoop() {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Calls are sent on event loops");
        }
        var thread = Thread.currentThread();
        var client = clients.get(thread);
        return client != null
                ? client
                : clients.computeIfAbsent(thread, first -> vertx.httpClientBuilder()
                        .with(options)
                        .with(options.getPoolOptions())
                        .withConnectHandler(LoopFlushes::joinedBy)
                        .build());
    }

    void close(@Observes ShutdownEvent stopping) {
        clients.values().forEach(HttpClient::close);
    }
}
