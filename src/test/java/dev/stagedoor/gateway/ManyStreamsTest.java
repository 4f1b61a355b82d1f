package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That of many streams at once each arrives whole, none stands still, and none gets what is another's. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ManyStreamsTest {
    private static final int STREAMS = Integer.getInteger("stagedoor.streams", 512);
    private static final int FRAMES = 20;
    private static final long BETWEEN_FRAMES = 50;

    private final Api admin = Api.admin();
    private final Vertx vertx = Vertx.vertx();
    private final String integration = "many-" + UUID.randomUUID();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    @TestHTTPResource
    URI stagedoor;

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void shouldPassOnEveryFrameOfEveryStream() throws Exception {
        var provider = vertx.createHttpServer()
                .requestHandler(this::stream)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        admin.integration(
                integration, Map.of("api_key", "sk-many", "endpoint", "http://localhost:" + provider.actualPort()));
        admin.model(integration, "m");
        var client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(STREAMS));

        var answers = Future.all(IntStream.range(0, STREAMS)
                        .mapToObj(number -> call(client, number))
                        .toList())
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);

        for (var number = 0; number < STREAMS; number++) {
            assertThat(answers.<String>resultAt(number)).isEqualTo(framesOf(number));
        }
        assertThat(mostOpen).hasValueGreaterThan(STREAMS / 2);
    }

    private Future<String> call(HttpClient client, int number) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(stagedoor.getHost())
                .setPort(stagedoor.getPort())
                .setURI("/v1/chat/completions")
                .putHeader("Authorization", "Bearer " + admin.credential())
                .putHeader("Content-Type", "application/json");
        var body = "{\"model\":\"" + integration
                + ":m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"seed\":" + number + "}";
        return client.request(options).compose(request -> request.send(body)).compose(response -> response.body()
                .map(Object::toString));
    }

    private static String frame(int number, int index) {
        return "data: {\"stream\":" + number + ",\"frame\":" + index + "}\n\n";
    }

    private static String framesOf(int number) {
        var frames = new StringBuilder();
        IntStream.range(0, FRAMES).forEach(index -> frames.append(frame(number, index)));
        return frames.append("data: [DONE]\n\n").toString();
    }

    private void stream(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var number = body.toJsonObject().getInteger("seed");
            request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            next(request, number, 0);
        });
    }

    private void next(HttpServerRequest request, int number, int index) {
        if (index == FRAMES) {
            open.decrementAndGet();
            request.response().end("data: [DONE]\n\n");
        } else {
            request.response().write(frame(number, index));
            vertx.setTimer(BETWEEN_FRAMES, rung -> next(request, number, index + 1));
        }
    }
}
