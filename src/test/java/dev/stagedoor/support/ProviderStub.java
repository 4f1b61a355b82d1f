package dev.stagedoor.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A stand-in provider: keeps every request to the byte, and answers what the test tells it to. */
public final class ProviderStub implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> reply(exchange, 200, "application/json", "{}");

    /** What arrived; header names as they were sent. */
    public record Request(String method, String path, Map<String, List<String>> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** How a request is answered; may stall or break off. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public ProviderStub() {
        this(0);
    }

    /** At this port, for a program that was told it at its start. */
    public ProviderStub(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "provider-stub");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes()));
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    /** Its base URL, without {@code /v1}. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public Request lastRequest() {
        return requests.getLast();
    }

    public void forget() {
        requests.clear();
    }

    public ProviderStub answers(Answer other) {
        answer = other;
        return this;
    }

    public ProviderStub answers(int status, String contentType, String body) {
        return answers(exchange -> reply(exchange, status, contentType, body));
    }

    /** Answers with server-sent events, each of these pieces in a chunk of its own. */
    public ProviderStub streams(String... pieces) {
        return answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (var piece : pieces) {
                exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        });
    }

    /** Answers every endpoint as OpenAI does, from the files under {@code providers/openai}. */
    public ProviderStub speaksOpenAi() {
        return answers(exchange -> {
            var isStreamed = lastRequest().text().contains("\"stream\":true");
            var file = fileFor(exchange.getRequestURI().getPath()) + (isStreamed ? ".sse" : ".json");
            reply(exchange, 200, isStreamed ? "text/event-stream; charset=utf-8" : "application/json", sample(file));
        });
    }

    private static String fileFor(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> "chat";
            case "/v1/responses" -> "response";
            case "/v1/embeddings" -> "embeddings";
            case "/v1/models" -> "models";
            default -> throw new IllegalArgumentException(path);
        };
    }

    /** A recorded answer of OpenAI. */
    public static String sample(String file) {
        try (var stream = ProviderStub.class.getResourceAsStream("/providers/openai/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends this much of an answer, then closes the connection. */
    public ProviderStub breaksOffAfter(String contentType, String beginning) {
        return answers(exchange -> {
            var bytes = beginning.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length + 1_000L);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        });
    }

    /** Takes its time. */
    public static void think(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Writes a piece of an answer whose head was sent. */
    public static void write(HttpExchange exchange, String piece) throws IOException {
        exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    /** Begins a stream of events. */
    public static void beginStream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    /** Streams the same event again and again; the future ends when the connection is closed. */
    public CompletableFuture<Void> streamsUntilNobodyListens(String event) {
        var left = new CompletableFuture<Void>();
        answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                }
            } catch (IOException e) {
                left.complete(null);
            }
        });
        return left;
    }

    public static void reply(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
