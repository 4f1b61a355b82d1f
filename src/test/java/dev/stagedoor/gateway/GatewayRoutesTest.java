package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.CallerSource;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayRoutesTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<HttpConnection> connections = new CopyOnWriteArrayList<>();
    private final HttpServer server = served();

    private HttpServer served() {
        var router = Router.router(vertx);
        new GatewayRoutes(new Nobody(), null, null, null, new EmptyAnswer()).serve(router);
        return vertx.createHttpServer()
                .connectionHandler(connections::add)
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static final class Nobody implements CallerSource {
        @Override
        public Uni<Caller> caller(RoutingContext request) {
            return Uni.createFrom().failure(Problem.Unauthenticated::invalid);
        }

        @Override
        public Caller remembered(RoutingContext request) {
            throw Problem.Unauthenticated.invalid();
        }
    }

    private static final class EmptyAnswer extends ErrorReplies {
        EmptyAnswer() {
            super(null, null, null);
        }

        @Override
        void answer(RoutingContext context, Caller caller, Throwable failure) {
            context.response().end();
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldSendTogetherWhatGoesToCallers() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var call = HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + "/v1/embeddings"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            client.send(call, BodyHandlers.discarding());
            client.send(call, BodyHandlers.discarding());

            assertThat(connections).singleElement().satisfies(GatewayRoutesTest::shouldHaveJoinedOnce);
        }
    }

    private static void shouldHaveJoinedOnce(HttpConnection connection) {
        assertThat(((ConnectionBase) connection).channel().pipeline())
                .filteredOn(handler -> handler.getValue() instanceof LoopFlushes)
                .hasSize(1);
    }
}
