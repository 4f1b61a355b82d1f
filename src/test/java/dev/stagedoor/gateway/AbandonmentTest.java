package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.gateway.Deadlines.Limits;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That who gives up an answer breaks off this one, and no other that has come to use its connection. */
class AbandonmentTest {
    private static final Limits PATIENT =
            new Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1));
    private final CompletableFuture<HttpServerRequest> second = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private HttpServer provider;

    /** Whatever is asked for at {@code /whole} is answered at once, {@code /endless} is begun, {@code /held} left to the test. */
    @BeforeEach
    void startProvider() {
        provider = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "localhost"));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/whole" -> request.response().end("x".repeat(1_000));
            case "/endless" -> {
                request.connection().closeHandler(left -> closed.complete(null));
                request.response().setChunked(true).write("x".repeat(1_000));
            }
            default -> second.complete(request);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private <T> T onLoop(Supplier<Future<T>> task) {
        var done = new CompletableFuture<T>();
        loop.runOnContext(now -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Future<HttpClientRequest> open(String path) {
        return client.request(HttpMethod.GET, provider.actualPort(), "localhost", path);
    }

    private AssertSubscriber<Buffer> readerOf(String path) {
        return onLoop(() -> open(path).compose(request -> request.send().map(response -> {
            var deadlines = Deadlines.start(vertx, request, PATIENT);
            var body = new AnswerBody(request, response.pause(), deadlines, Long.MAX_VALUE);
            return body.subscribe().withSubscriber(AssertSubscriber.<Buffer>create(0));
        })));
    }

    @Test
    void shouldLeaveAConnectionAloneThatAlreadyServesAnotherCall() {
        var unread = readerOf("/whole");
        var other = onLoop(() -> Future.succeededFuture(
                open("/held").compose(HttpClientRequest::send).compose(HttpClientResponse::body)));
        var request = second.orTimeout(20, TimeUnit.SECONDS).join();

        onLoop(() -> {
            unread.cancel();
            return Future.succeededFuture();
        });
        onLoop(Future::succeededFuture);
        request.response().end("the other");

        assertThat(await(other).toString()).isEqualTo("the other");
    }

    @Test
    void shouldBreakOffAnAnswerThatIsStillComing() {
        var reader = readerOf("/endless");

        onLoop(() -> {
            reader.cancel();
            return Future.succeededFuture();
        });

        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }
}
