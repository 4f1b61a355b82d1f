package dev.stagedoor.gateway;

import dev.stagedoor.gateway.Deadlines.Limits;
import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.provider.Header;
import dev.stagedoor.provider.credential.Credential;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Sends a call to a provider over HTTP and hands its answer on, chunk by chunk as the caller takes them. Follows no
 * redirect, and no proxy that the environment names: credentials go to the stored host and nowhere else.
 */
@Singleton
class UpstreamClient {
    private static final String USER_AGENT = "stagedoor";

    private final Vertx vertx;
    private final UpstreamConnections connections;
    private final Addresses addresses;
    private final GatewayConfig config;
    private final MintedTokens tokens;
    private final CallWatch watch;
    private final Limits limits;
    private final long maxAnswerSize;

    UpstreamClient(
            Vertx vertx,
            UpstreamConnections connections,
            Addresses addresses,
            GatewayConfig config,
            MintedTokens tokens,
            CallWatch watch) {
        this.vertx = vertx;
        this.connections = connections;
        this.addresses = addresses;
        this.tokens = tokens;
        this.watch = watch;
        this.config = config;
        this.limits = new Limits(config.firstByteTimeout(), config.responseTimeout(), config.totalTimeout());
        this.maxAnswerSize = config.maxAnswerSize().asLongValue();
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
        var target = call.target();
        var reference = target.reference();
        var asksForUsage = call.hasToAskForUsage(provider);
        return Uni.createFrom()
                .deferred(() -> exchange(
                        open(call, provider, path),
                        (request, deadlines) -> call.body().sendTo(request, reference.model(), asksForUsage, deadlines),
                        limits(target)))
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> problem(failure, reference.integration()))
                .chain(exchange -> reply(exchange, provider, reference.integration()))
                .map(reply -> asksForUsage ? reply.tellingUsageUnasked() : reply);
    }

    private static Uni<Reply> reply(Exchange exchange, Upstream.Provider provider, String integration) {
        if (ErrorBody.isError(exchange.status())) {
            return ErrorBody.collect(exchange, provider);
        }
        return exchange.isShort()
                ? exchange.whole().onFailure().transform(failure -> problem(failure, integration))
                : Uni.createFrom().item(exchange.reply());
    }

    private static Problem lacks(Call call, Upstream.Provider provider) {
        var offered = provider.paths().keySet().stream().map(Endpoint::path).sorted();
        return new Problem.Invalid(
                "model",
                "'" + call.target().reference() + "' cannot be called at "
                        + call.endpoint().path()
                        + ": its provider type '" + provider.type() + "' has "
                        + offered.collect(Collectors.joining(", ")) + " only");
    }

    /** A provider may have been given another patience than the usual one. */
    private Limits limits(Route.Found target) {
        var own = target.guard().settings().responseTimeout();
        if (own.isEmpty()) {
            return limits;
        }
        var silence = Duration.ofMillis(own.getAsLong());
        return new Limits(silence, silence, limits.total());
    }

    private Future<HttpClientRequest> open(Call call, Upstream.Provider provider, String path) {
        var options = options(HttpMethod.POST)
                .setHost(provider.host())
                .setPort(provider.port())
                .setSsl(provider.isSecure())
                .setURI(path)
                .putHeader("Content-Type", call.body().contentType())
                .putHeader("Accept", "*/*");
        provider.headers().forEach(header -> options.putHeader(header.name(), header.value()));
        watch.traceparent(call.tracking()).ifPresent(parent -> options.putHeader("traceparent", parent));
        return switch (provider.credential()) {
            case Credential.Fixed fixed -> addresses.open(connections.ofThisLoop(), options);
            case Credential.Minted minted ->
                tokens.of(minted, call.route().reference().integration())
                        .compose(token -> addresses.open(
                                connections.ofThisLoop(), options.putHeader("Authorization", "Bearer " + token)));
        };
    }

    private RequestOptions options(HttpMethod method) {
        return new RequestOptions()
                .setMethod(method)
                .setFollowRedirects(false)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .putHeader("User-Agent", USER_AGENT);
    }

    /** The provider's answer to a question that is no call; fails with what went wrong on the way. */
    Uni<Exchange> ask(BaseUrl base, String path, List<Header> headers, Duration limit) {
        var options = options(HttpMethod.GET)
                .setHost(base.uri().getHost())
                .setPort(base.port())
                .setSsl(base.isSecure())
                .setURI(path)
                .putHeader("Accept", "application/json");
        headers.forEach(header -> options.putHeader(header.name(), header.value()));
        return Uni.createFrom()
                .deferred(() -> exchange(
                        addresses.open(connections.ofThisLoop(), options),
                        (request, deadlines) -> request.send(),
                        new Limits(limit, limit, limit)));
    }

    /** Who leaves before there is an answer leaves a request to reset, which tells the provider to stop. */
    private Uni<Exchange> exchange(
            Future<HttpClientRequest> opening,
            BiFunction<HttpClientRequest, Deadlines, Future<HttpClientResponse>> send,
            Limits allowed) {
        var hasLeft = new AtomicBoolean();
        return Uni.createFrom()
                .<Exchange>emitter(emitter -> opening.map(UpstreamClient::quiet)
                        .compose(request -> hasLeft.get() ? unsent(request) : answered(request, send, allowed))
                        .onComplete(emitter::complete, emitter::fail))
                .onCancellation()
                .invoke(() -> {
                    hasLeft.set(true);
                    opening.onSuccess(HttpClientRequest::reset);
                });
    }

    /** What goes wrong with it is told by the future of its answer; that it is reset on purpose is no error to log. */
    private static HttpClientRequest quiet(HttpClientRequest request) {
        return request.exceptionHandler(told -> {});
    }

    /** Nobody is charged for an answer that nobody waits for. */
    private static Future<Exchange> unsent(HttpClientRequest request) {
        request.reset();
        return Future.failedFuture("The caller has left");
    }

    /** The response is paused before anything else can happen, so that no chunk is read before somebody asks for it. */
    private Future<Exchange> answered(
            HttpClientRequest request,
            BiFunction<HttpClientRequest, Deadlines, Future<HttpClientResponse>> send,
            Limits allowed) {
        var deadlines = Deadlines.start(vertx, request, allowed);
        return send.apply(request, deadlines).transform(sent -> {
            if (sent.failed()) {
                deadlines.over();
                return Future.failedFuture(deadlines.reasonFor(sent.cause()));
            }
            deadlines.answered();
            var response = sent.result().pause();
            return Future.succeededFuture(new Exchange(
                    request, response, deadlines, new AnswerBody(request, response, deadlines, maxAnswerSize)));
        });
    }

    static Problem problem(Throwable failure, String integration) {
        return switch (failure) {
            case TimeoutException e -> UpstreamProblem.timedOut(integration);
            case AnswerBody.TooLongException e -> UpstreamProblem.unusable(integration, "with " + e.getMessage());
            case RefusedAddressException e -> UpstreamProblem.notAllowed(integration);
            default -> UpstreamProblem.unreachable(integration);
        };
    }
}
