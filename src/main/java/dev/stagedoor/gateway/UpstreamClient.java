package dev.stagedoor.gateway;

import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.provider.Header;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /**
     * The provider's answer; fails with 400 when the provider has no such endpoint, 502 when it cannot be reached and 504
     * when it keeps silent.
     */
    Uni<Reply> send(Call call, Upstream.Provider provider) {
        var path = provider.paths().get(call.endpoint());
        if (path == null) {
            return Uni.createFrom().failure(() -> lacks(call, provider));
        }
        var reference = call.route().reference();
        var asksForUsage = call.hasToAskForUsage(provider);
        return Uni.createFrom()
                .deferred(() -> exchange(
                        open(provider, path),
                        request -> request.send(call.body().forwarded(reference.model(), asksForUsage)),
                        asksForUsage))
                .onFailure()
                .transform(failure -> problem(failure, reference.integration()))
                .chain(exchange -> ErrorBody.isError(exchange.status())
                        ? ErrorBody.collect(exchange, provider)
                        : Uni.createFrom().item(exchange.reply()));
    }

    private static Problem lacks(Call call, Upstream.Provider provider) {
        var offered = provider.paths().keySet().stream().map(Endpoint::path).sorted();
        return new Problem.Invalid(
                "model",
                "'" + call.route().reference() + "' cannot be called at "
                        + call.endpoint().path()
                        + ": its provider type '" + provider.type() + "' has "
                        + offered.collect(Collectors.joining(", ")) + " only");
    }

    private Future<HttpClientRequest> open(Upstream.Provider provider, String path) {
        var options = options(HttpMethod.POST, config.responseTimeout())
                .setHost(provider.host())
                .setPort(provider.port())
                .setSsl(provider.isSecure())
                .setURI(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json, text/event-stream");
        provider.headers().forEach(header -> options.putHeader(header.name(), header.value()));
        return client.request(options);
    }

    private RequestOptions options(HttpMethod method, Duration silence) {
        return new RequestOptions()
                .setMethod(method)
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(silence.toMillis())
                .putHeader("User-Agent", USER_AGENT);
    }

    /** The provider's answer to a question that is no call; fails with what went wrong on the way. */
    Uni<Exchange> ask(BaseUrl base, String path, List<Header> headers, Duration silence) {
        var options = options(HttpMethod.GET, silence)
                .setHost(base.uri().getHost())
                .setPort(base.port())
                .setSsl(base.isSecure())
                .setURI(path)
                .putHeader("Accept", "application/json");
        headers.forEach(header -> options.putHeader(header.name(), header.value()));
        return Uni.createFrom().deferred(() -> exchange(client.request(options), HttpClientRequest::send, false));
    }

    /**
     * The response is paused before anything else can happen, so that no chunk is read before somebody asks for it. Who
     * leaves before there is one leaves a request to reset, which tells the provider to stop.
     */
    private static Uni<Exchange> exchange(
            Future<HttpClientRequest> opening,
            Function<HttpClientRequest, Future<HttpClientResponse>> send,
            boolean asksForUsage) {
        return Uni.createFrom()
                .completionStage(() -> opening.compose(request -> send.apply(request)
                                .map(response -> new Exchange(request, response.pause(), asksForUsage)))
                        .toCompletionStage())
                .onCancellation()
                .invoke(() -> opening.onSuccess(HttpClientRequest::reset));
    }

    /** One request and its paused response; whether it asks for a usage that the caller did not ask for. */
    record Exchange(HttpClientRequest request, HttpClientResponse response, boolean asksForUsage) {
        int status() {
            return response.statusCode();
        }

        Reply reply() {
            return new Reply(status(), ReplyHeaders.passedOn(response.headers()), body(), asksForUsage);
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
