package dev.stagedoor.gateway;

import dev.stagedoor.model.Route;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.BaseUrl;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeoutException;

/**
 * Sends a call to a provider over HTTP and hands its answer on, chunk by chunk as the caller takes them. Follows no
 * redirect: credentials go to the stored host and nowhere else.
 */
@ApplicationScoped
class UpstreamClient {
    private static final String USER_AGENT = "stagedoor";

    private final HttpClient client;
    private final GatewayConfig config;

    UpstreamClient(Vertx vertx, GatewayConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(config.connectionsPerHost())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAlive(true)
                .setDecompressionSupported(false));
    }

    /** The provider's answer; fails with 502 when it cannot be reached and 504 when it keeps silent. */
    Uni<Reply> send(Route.Found route, Endpoint endpoint, Buffer body) {
        var upstream = route.upstream();
        var base = BaseUrl.of(upstream.endpoint())
                .orElseThrow(
                        () -> new IllegalStateException("A stored base URL is not one: checked when it was saved"));
        return Uni.createFrom()
                .deferred(() -> exchange(open(upstream, base, base.pathOf(endpoint.path())), body))
                .onFailure()
                .transform(failure -> problem(failure, route.reference().integration()))
                .chain(exchange -> ErrorBody.isError(exchange.status())
                        ? ErrorBody.collect(exchange, upstream)
                        : Uni.createFrom().item(exchange.reply()));
    }

    private Future<HttpClientRequest> open(Route.Upstream upstream, BaseUrl base, String path) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(base.uri().getHost())
                .setPort(base.port())
                .setSsl(base.isSecure())
                .setURI(path)
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(config.responseTimeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json, text/event-stream")
                .putHeader("User-Agent", USER_AGENT);
        upstream.apiKey().ifPresent(key -> options.putHeader("Authorization", "Bearer " + key));
        upstream.organization().ifPresent(id -> options.putHeader("OpenAI-Organization", id));
        return client.request(options);
    }

    /**
     * The response is paused before anything else can happen, so that no chunk is read before somebody asks for it. Who
     * leaves before there is one leaves a request to reset, which tells the provider to stop.
     */
    private static Uni<Exchange> exchange(Future<HttpClientRequest> opening, Buffer body) {
        return Uni.createFrom()
                .completionStage(() -> opening.compose(
                                request -> request.send(body).map(response -> new Exchange(request, response.pause())))
                        .toCompletionStage())
                .onCancellation()
                .invoke(() -> opening.onSuccess(HttpClientRequest::reset));
    }

    /** One request and its paused response. */
    record Exchange(HttpClientRequest request, HttpClientResponse response) {
        int status() {
            return response.statusCode();
        }

        Reply reply() {
            return new Reply(status(), ReplyHeaders.passedOn(response.headers()), body());
        }

        /** The body; when nobody wants it any longer the request is reset. */
        Multi<Buffer> body() {
            return MultiHelper.toMulti(response).onCancellation().invoke(this::abandon);
        }

        /** That the response then breaks off is no news to anybody. */
        private void abandon() {
            response.exceptionHandler(expected -> {});
            request.reset();
        }
    }

    static Problem problem(Throwable failure, String integration) {
        return failure instanceof TimeoutException
                ? Problem.Upstream.timedOut(integration)
                : Problem.Upstream.unreachable(integration);
    }

    void close(@Observes ShutdownEvent stopping) {
        client.close();
    }
}
