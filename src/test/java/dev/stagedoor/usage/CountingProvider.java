package dev.stagedoor.usage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A provider that knows what it sent. Calls say in {@code user} who they are: a number, which is told to be the tokens of their
 * prompt. Streams are pieces of four bytes, each of which is a token; those of callers named {@code counting-} tell a running
 * total in each piece, the others tell it at the end, if they are asked.
 */
final class CountingProvider implements AutoCloseable {
    static final int PIECES = 40;

    /** In quotation marks: an id in a header can have these letters too. */
    static final String TEXT = "\"abcd\"";

    private static final String PIECE =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":" + TEXT + "}}]%s}\n\n";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}";

    private static final Pattern USER = Pattern.compile("\"user\":\"(?:counting-)?(\\d+)\"");

    private final HttpServer server;
    private final Map<Long, Integer> sent = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile int pauseMillis;

    CountingProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Streams take their time between pieces. */
    CountingProvider pausing(int millis) {
        pauseMillis = millis;
        return this;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** How many pieces it sent for the call with this prompt, whether they arrived or not. */
    int sent(long prompt) {
        return sent.getOrDefault(prompt, 0);
    }

    /** How many calls it is answering. */
    int open() {
        return open.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        open.incrementAndGet();
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (body.contains("\"stream\":true")) {
                stream(exchange, body);
            } else {
                write(exchange, "application/json", "{\"choices\":[]," + usage(numberOf(body), 1) + "}");
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private static String usage(long prompt, long completion) {
        return USAGE.formatted(prompt, completion, prompt + completion);
    }

    private static void write(HttpExchange exchange, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void stream(HttpExchange exchange, String body) throws IOException {
        var prompt = numberOf(body);
        var isCounting = body.contains("\"user\":\"counting-");
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (var piece = 1; piece <= PIECES; piece++) {
            sent.put(prompt, piece);
            write(exchange, PIECE.formatted(isCounting ? "," + usage(prompt, piece) : ""));
            pause();
        }
        if (!isCounting && body.contains("\"include_usage\":true")) {
            write(exchange, "data: {\"choices\":[]," + usage(prompt, PIECES) + "}\n\n");
        }
        write(exchange, "data: [DONE]\n\n");
    }

    private static long numberOf(String body) {
        var user = USER.matcher(body);
        if (!user.find()) {
            throw new IllegalArgumentException(body);
        }
        return Long.parseLong(user.group(1));
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
