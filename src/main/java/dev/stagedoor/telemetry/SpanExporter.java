package dev.stagedoor.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Sends spans to a collector, by OTLP over HTTP, a batch at a time. Those that the collector does not take are dropped and
 * counted: traces are samples, and calls do not wait for them.
 */
@Singleton
class SpanExporter {
    private static final Logger LOG = Logger.getLogger(SpanExporter.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final String PATH = "/v1/traces";
    private static final int CAPACITY = 8_192;
    private static final int BATCH = 512;
    private static final long FLUSH_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 10_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Vertx vertx;
    private final Optional<URI> collector;
    private final Map<String, String> headers;
    private final OtlpSpans format;
    private final Counter dropped;
    private final Optional<HttpClient> client;
    private final ArrayBlockingQueue<Span> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final AtomicBoolean isAway = new AtomicBoolean();

    SpanExporter(Vertx vertx, TelemetryConfig config, ObjectMapper mapper, MeterRegistry metrics) {
        this.vertx = vertx;
        this.collector = config.tracesEndpoint().map(SpanExporter::address);
        this.headers = headers(config.tracesHeaders().orElse(List.of()));
        this.format = new OtlpSpans(mapper.getFactory(), resource());
        this.dropped = metrics.counter("stagedoor.spans.dropped");
        this.client = collector.map(
                there -> vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) PATIENCE_MILLIS)));
    }

    private static URI address(String text) {
        var address = URI.create(text);
        if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException(
                    "stagedoor.telemetry.traces-endpoint must be a URL: http://collector:4318");
        }
        return address;
    }

    private static Map<String, String> headers(List<String> pairs) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (var pair : pairs) {
            var at = pair.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("stagedoor.telemetry.traces-headers must be pairs: name=value");
            }
            headers.put(pair.substring(0, at).strip(), pair.substring(at + 1).strip());
        }
        return headers;
    }

    private static Map<String, Object> resource() {
        return Map.of(
                "service.name",
                "stagedoor",
                "service.instance.id",
                System.getenv().getOrDefault("HOSTNAME", "stagedoor"));
    }

    boolean isOn() {
        return collector.isPresent();
    }

    /** Takes a span that ended; never waits. */
    void add(Span span) {
        if (!waiting.offer(span)) {
            dropped.increment();
        }
        schedule();
    }

    private void schedule() {
        if (!isScheduled.get() && isScheduled.compareAndSet(false, true)) {
            vertx.setTimer(FLUSH_MILLIS, timer -> flush());
        }
    }

    private void flush() {
        sendAll().onComplete(sent -> {
            isScheduled.set(false);
            if (!waiting.isEmpty()) {
                schedule();
            }
        });
    }

    private Future<Void> sendAll() {
        List<Span> batch = new ArrayList<>(BATCH);
        return waiting.drainTo(batch, BATCH) == 0
                ? Future.succeededFuture()
                : send(batch).transform(sent -> {
                    note(batch.size(), sent.cause());
                    return sendAll();
                });
    }

    private Future<Void> send(List<Span> batch) {
        return client.orElseThrow().request(request(collector.orElseThrow())).compose(request -> post(request, batch));
    }

    private RequestOptions request(URI there) {
        var isSecure = there.getScheme().equals("https");
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(there.getHost())
                .setPort(there.getPort() >= 0 ? there.getPort() : isSecure ? HTTPS : HTTP)
                .setSsl(isSecure)
                .setURI(path(there))
                .setFollowRedirects(false)
                .setTimeout(PATIENCE_MILLIS)
                .putHeader("Content-Type", "application/json");
        headers.forEach(options::putHeader);
        return options;
    }

    /** OTLP's own path below what is configured, unless it is there already. */
    private static String path(URI there) {
        var base = there.getRawPath().replaceAll("/+$", "");
        return base.endsWith(PATH) ? base : base + PATH;
    }

    private Future<Void> post(HttpClientRequest request, List<Span> batch) {
        return request.send(Buffer.buffer(format.write(batch)))
                .compose(reply -> reply.statusCode() / 100 == 2
                        ? reply.end()
                        : reply.end().compose(end -> Future.failedFuture("it answered " + reply.statusCode())));
    }

    /** Says so once, and not at every batch. */
    private void note(int spans, Throwable failure) {
        if (failure == null) {
            isAway.set(false);
            return;
        }
        dropped.increment(spans);
        if (isAway.compareAndSet(false, true)) {
            LOG.warnf("Spans are dropped, the collector does not take them: %s", failure.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws Throwable {
        VertxContextSupport.subscribeAndAwait(this::finish);
    }

    /** Sends what is left, for as long as a collector may take; what that needs is closed when the program has stopped. */
    Uni<Void> finish() {
        return Uni.createFrom()
                .completionStage(() -> sendAll().toCompletionStage())
                .ifNoItem()
                .after(STOP_LIMIT)
                .recoverWithItem((Void) null)
                .invoke(() -> client.ifPresent(HttpClient::close));
    }
}
