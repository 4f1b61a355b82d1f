package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamConnectionsTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Context one = vertx.getOrCreateContext();
    private final Context other =
            CompletableFuture.supplyAsync(vertx::getOrCreateContext).join();
    private final UpstreamConnections connections = new UpstreamConnections(
            vertx,
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(GatewayConfig.class)
                    .build()
                    .getConfigMapping(GatewayConfig.class));

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private HttpClient clientOf(Context loop) {
        var found = new CompletableFuture<HttpClient>();
        loop.runOnContext(now -> found.complete(connections.ofThisLoop()));
        return found.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void shouldKeepOneClientForEachEventLoop() {
        var first = clientOf(one);

        assertThat(clientOf(one)).isSameAs(first);
        assertThat(clientOf(other)).isNotSameAs(first);
    }

    @Test
    void shouldSendTogetherWhatGoesToProviders() {
        var provider = await(vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1"));

        var request = await(clientOf(one).request(HttpMethod.GET, provider.actualPort(), "127.0.0.1", "/"));

        assertThat(((ConnectionBase) request.connection()).channel().pipeline().first())
                .isInstanceOf(LoopFlushes.class);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void shouldHaveNoneForAnotherThread() {
        assertThatIllegalStateException().isThrownBy(connections::ofThisLoop);
    }
}
