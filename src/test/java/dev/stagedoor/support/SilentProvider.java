package dev.stagedoor.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Reads a request, says a little, and then nothing more. */
public record SilentProvider(
        String answer, ServerSocket socket, CompletableFuture<Void> called, CompletableFuture<Void> left)
        implements AutoCloseable {
    public SilentProvider(String answer) throws IOException {
        this(
                answer,
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress()),
                new CompletableFuture<>(),
                new CompletableFuture<>());
        Thread.ofPlatform().daemon().start(this::listen);
    }

    private void listen() {
        try (var connection = socket.accept()) {
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            while (connection.getInputStream().read() >= 0) {
                called.complete(null);
            }
            left.complete(null);
        } catch (IOException e) {
            left.complete(null);
        }
    }

    public String url() {
        return "http://localhost:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
