import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A provider that takes its time, always the same. The path says how: {@code /wait/<ms>/…} answers with a chat completion
 * after that time, {@code /stream/<frames>/<ms>/…} streams so many frames, the first at once and the others that far apart,
 * then the usage and the end. Each frame carries its number and the time at which it was sent, of the clock that all
 * processes of a machine share; all else is the same bytes every time. A connection is a virtual thread.
 */
public final class PacedUpstream {
    private static final int BACKLOG = 8_192;
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":25,\"completion_tokens\":100,\"total_tokens\":125}";
    private static final byte[] COMPLETION = completion();
    private static final byte[] STREAM_HEAD =
            ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final byte[] STREAM_END = ascii(chunk(event("\"choices\":[]," + USAGE)) + chunk("data: [DONE]\n\n") + "0\r\n\r\n");

    private PacedUpstream() {}

    /** Argument: the port. */
    public static void main(String... args) throws IOException {
        try (var server = new ServerSocket(Integer.parseInt(args[0]), BACKLOG, InetAddress.getLoopbackAddress())) {
            while (true) {
                var connection = server.accept();
                Thread.startVirtualThread(() -> serve(connection));
            }
        }
    }

    private static void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            for (var path = request(in); path != null; path = request(in)) {
                answer(path.split("/"), connection.getOutputStream());
            }
        } catch (IOException gone) {
            // The other side hung up, which is its right.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(String[] path, OutputStream out) throws IOException, InterruptedException {
        switch (path.length > 2 ? path[1] : "") {
            case "wait" -> {
                Thread.sleep(Long.parseLong(path[2]));
                out.write(COMPLETION);
            }
            case "stream" -> stream(Integer.parseInt(path[2]), Long.parseLong(path[3]), out);
            default -> out.write(ascii("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
        }
    }

    /** Each frame at its own time from the start, so that a late one does not delay those after it. */
    private static void stream(int frames, long gapMillis, OutputStream out) throws IOException, InterruptedException {
        var start = System.nanoTime();
        out.write(STREAM_HEAD);
        for (var frame = 0; frame < frames; frame++) {
            Thread.sleep(java.time.Duration.ofNanos(Math.max(0, start + frame * gapMillis * 1_000_000 - System.nanoTime())));
            out.write(ascii(chunk(frame(frame))));
        }
        out.write(STREAM_END);
    }

    private static String frame(int number) {
        return event("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%06d %019d \"},\"finish_reason\":null}]"
                .formatted(number, System.nanoTime()));
    }

    private static String event(String rest) {
        return "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"bench\"," + rest + "}\n\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static byte[] completion() {
        var body = "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + "A fixed answer. ".repeat(25).strip() + "\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Reads a whole request; its path, or null when there is none any more. */
    private static String request(InputStream in) throws IOException {
        var line = line(in);
        if (line == null) {
            return null;
        }
        var path = line.split(" ")[1];
        var length = 0L;
        for (var header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                length = -1;
            }
        }
        skipBody(in, length);
        return path;
    }

    private static void skipBody(InputStream in, long length) throws IOException {
        if (length >= 0) {
            in.skipNBytes(length);
            return;
        }
        for (var size = Long.parseLong(line(in), 16); size > 0; size = Long.parseLong(line(in), 16)) {
            in.skipNBytes(size + 2);
        }
        line(in);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.isEmpty()) {
                    return null;
                }
                throw new EOFException();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
