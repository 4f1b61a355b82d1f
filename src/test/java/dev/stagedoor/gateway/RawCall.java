package dev.stagedoor.gateway;

import dev.stagedoor.support.Api;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A call whose connection the test holds in its hand, to read slowly or to leave. */
record RawCall(Socket socket) implements AutoCloseable {
    private static final int SMALL = 8_192;

    static RawCall to(URI stagedoor, Api caller, String body) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.connect(new InetSocketAddress(stagedoor.getHost(), stagedoor.getPort()));
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + caller.credential() + "\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return new RawCall(socket);
    }

    /** Reads until this was sent; false when the answer ended before. */
    boolean readUntil(String text) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                return false;
            }
            read.append((char) next);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
