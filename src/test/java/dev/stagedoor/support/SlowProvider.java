package dev.stagedoor.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the first megabyte of a body, waits to be told to go on, counts the rest and answers; or answers without taking any
 * more. Keeps none of it.
 */
public final class SlowProvider implements AutoCloseable {
    private static final int MEGABYTE = 1 << 20;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Void> reached = new CompletableFuture<>();
    private final CompletableFuture<Boolean> mayGoOn = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final AtomicLong taken = new AtomicLong();
    private final String answer;

    public SlowProvider(String answer) throws IOException {
        this.answer = answer;
        Thread.ofPlatform().daemon().start(this::listen);
    }

    private void listen() {
        try (var connection = socket.accept()) {
            converse(connection);
        } catch (IOException e) {
            left.complete(null);
        }
    }

    private void converse(Socket connection) throws IOException {
        var in = connection.getInputStream();
        var length = lengthIn(head(in));
        take(in, Math.min(length, MEGABYTE));
        reached.complete(null);
        if (mayGoOn.join()) {
            take(in, length);
            answer(connection);
        } else {
            answer(connection);
            closed.join();
        }
    }

    private void answer(Socket connection) throws IOException {
        connection
                .getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length()
                                + "\r\n\r\n" + answer)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static long lengthIn(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private void take(InputStream in, long upTo) throws IOException {
        var chunk = new byte[64 << 10];
        while (taken.get() < upTo) {
            var read = in.read(chunk, 0, (int) Math.min(chunk.length, upTo - taken.get()));
            if (read < 0) {
                throw new IOException("the body breaks off");
            }
            taken.addAndGet(read);
        }
    }

    public String url() {
        return "http://localhost:" + socket.getLocalPort();
    }

    /** Ends when the first megabyte is there. */
    public CompletableFuture<Void> reached() {
        return reached;
    }

    public void goOn() {
        mayGoOn.complete(true);
    }

    /** Answers, and never takes the rest. */
    public void answerNow() {
        mayGoOn.complete(false);
    }

    /** Ends when the other side breaks off. */
    public CompletableFuture<Void> left() {
        return left;
    }

    public long taken() {
        return taken.get();
    }

    @Override
    public void close() throws IOException {
        closed.complete(null);
        mayGoOn.complete(true);
        socket.close();
    }
}
