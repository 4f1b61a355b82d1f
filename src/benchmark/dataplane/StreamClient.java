import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads streams of {@code PacedUpstream}, directly or through a gateway, and prints what it saw as the fields of a JSON
 * object. {@code first} repeats streams on a few connections and tells how long the first token took; {@code hold} opens one
 * stream on each of many connections at once, and counts every frame. A connection is a virtual thread.
 */
public final class StreamClient {
    /** Connections are opened no faster than this, so that the backlog of whoever listens does not decide. */
    private static final int OPENED_PER_SECOND = 500;

    /** What {@code first} does so long before it counts, so that its own code is compiled. */
    private static final long WARM_UP_NANOS = 2_000_000_000L;

    /** Longer than this past its time, a frame counts as stalled. */
    private static final long STALL_NANOS = 1_000_000_000L;

    /** After it a stream counts as broken. */
    private static final int SILENCE_MILLIS = 30_000;

    private static final String CONTENT = "\"content\":\"";

    /** What one stream was like; times in nanoseconds. */
    private record Stream(long toFirst, List<Long> transits, long largestGap, int lost, boolean complete) {}

    private final URI target;
    private final byte[] request;
    private final int frames;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    private StreamClient(URI target, int frames, String body, List<String> headers) {
        this.target = target;
        this.frames = frames;
        this.request = ("POST " + target.getRawPath() + " HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\nContent-Length: " + body.length()
                        + "\r\n" + String.join("", headers.stream().map(header -> header + "\r\n").toList()) + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Arguments: first or hold, URL, connections, frames of a stream, milliseconds between them, seconds, body, headers. */
    public static void main(String... args) throws Exception {
        var client = new StreamClient(URI.create(args[1]), Integer.parseInt(args[3]), args[6], Arrays.asList(args).subList(7, args.length));
        var connections = Integer.parseInt(args[2]);
        if (args[0].equals("first")) {
            client.first(connections, Long.parseLong(args[5]));
        } else {
            client.hold(connections, Long.parseLong(args[4]));
        }
    }

    private void first(int connections, long seconds) throws Exception {
        var begin = System.nanoTime() + WARM_UP_NANOS;
        var end = begin + seconds * 1_000_000_000;
        var streams = onEach(connections, connection -> {
            var seen = new ArrayList<Stream>();
            for (var now = System.nanoTime(); now < end; now = System.nanoTime()) {
                var stream = connection.stream();
                answered.incrementAndGet();
                if (now >= begin) {
                    seen.add(stream);
                }
            }
            return seen;
        });
        var times = sorted(streams.stream().map(Stream::toFirst).toList());
        var transits = sorted(streams.stream().flatMap(stream -> stream.transits().stream()).toList());
        System.out.printf(
                Locale.ROOT,
                "\"answered\":%d,\"streams\":%d,\"first_p50_us\":%d,\"first_p99_us\":%d,\"frame_p50_us\":%d,\"frame_p99_us\":%d,\"lost\":%d,\"errors\":%d%n",
                answered.get(), streams.size(), at(times, 50), at(times, 99), at(transits, 50), at(transits, 99), lost(streams), broken(streams));
    }

    private void hold(int connections, long gapMillis) throws Exception {
        var streams = onEach(connections, connection -> List.of(connection.stream()));
        answered.set(streams.size());
        var largest = streams.stream().mapToLong(Stream::largestGap).max().orElse(0);
        var stalled = streams.stream().filter(stream -> stream.largestGap() > gapMillis * 1_000_000 + STALL_NANOS).count();
        var transits = sorted(streams.stream().flatMap(stream -> stream.transits().stream()).toList());
        System.out.printf(
                Locale.ROOT,
                "\"answered\":%d,\"streams\":%d,\"held\":%d,\"frames\":%d,\"lost\":%d,\"stalled\":%d,\"gap_ms\":%d,\"largest_gap_ms\":%d,\"frame_p50_us\":%d,\"frame_p99_us\":%d,\"errors\":%d%n",
                answered.get(), connections, mostOpen.get(), transits.length, lost(streams) + frames * broken.get(), stalled, gapMillis,
                largest / 1_000_000, at(transits, 50), at(transits, 99), broken(streams));
    }

    private interface Work {
        List<Stream> on(Connection connection) throws IOException;
    }

    private List<Stream> onEach(int connections, Work work) throws Exception {
        var streams = new ArrayList<Stream>();
        var done = new Semaphore(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < connections; i++) {
                threads.execute(() -> {
                    try (var connection = new Connection()) {
                        var seen = work.on(connection);
                        synchronized (streams) {
                            streams.addAll(seen);
                        }
                    } catch (IOException | RuntimeException e) {
                        if (broken.getAndIncrement() == 0) {
                            System.err.println("A stream broke off: " + e);
                        }
                    } finally {
                        done.release();
                    }
                });
                Thread.sleep(1_000 / OPENED_PER_SECOND);
            }
            done.acquire(connections);
        }
        return streams;
    }

    private int broken(List<Stream> streams) {
        return broken.get() + (int) streams.stream().filter(stream -> !stream.complete()).count();
    }

    private static int lost(List<Stream> streams) {
        return streams.stream().mapToInt(Stream::lost).sum();
    }

    private static long[] sorted(List<Long> nanos) {
        return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** A percentile, in microseconds. */
    private static long at(long[] sorted, int percent) {
        return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000;
    }

    private final class Connection implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader head;

        Connection() throws IOException {
            socket = new Socket(target.getHost(), target.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_MILLIS);
            head = new BufferedReader(new InputStreamReader(new Dechunked(socket.getInputStream()), StandardCharsets.US_ASCII));
        }

        /** One stream from the request to its end. */
        Stream stream() throws IOException {
            var start = System.nanoTime();
            socket.getOutputStream().write(request);
            readHead();
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            try {
                return readFrames(start);
            } finally {
                open.decrementAndGet();
            }
        }

        private void readHead() throws IOException {
            var status = head.readLine();
            if (status == null || !status.contains(" 200")) {
                throw new IOException("The answer began with: " + status);
            }
            while (!head.readLine().isEmpty()) {}
        }

        private Stream readFrames(long start) throws IOException {
            var transits = new ArrayList<Long>(frames);
            var last = start;
            var first = 0L;
            var largestGap = 0L;
            var inOrder = 0;
            var usage = false;
            for (var line = head.readLine(); !line.equals("data: [DONE]"); line = head.readLine()) {
                var now = System.nanoTime();
                var content = line.indexOf(CONTENT);
                if (content < 0) {
                    usage |= line.contains("\"total_tokens\":125");
                    continue;
                }
                var number = content + CONTENT.length();
                if (Integer.parseInt(line, number, number + 6, 10) == inOrder) {
                    inOrder++;
                }
                transits.add(now - Long.parseLong(line, number + 7, number + 26, 10));
                first = transits.size() == 1 ? now - start : first;
                largestGap = Math.max(largestGap, now - last);
                last = now;
            }
            head.readLine();
            return new Stream(first, transits, largestGap, frames - inOrder, usage && inOrder == frames && transits.size() == frames);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** The bytes of answers, heads as they are and bodies without the lines between their chunks. */
    private static final class Dechunked extends InputStream {
        private final InputStream in;
        private final byte[] buffer = new byte[16_384];
        private int from;
        private int to;
        private boolean inBody;
        private int left;
        private int newlines;

        Dechunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("A reader asks for many bytes");
        }

        /** A head, or what is there of a body; waits for one byte only. Nobody may think that there is more: that could be the end of an answer. */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var count = 0;
            while (count < length && (count == 0 || from < to)) {
                if (inBody && left == 0 && !nextChunk()) {
                    continue;
                }
                var b = next();
                bytes[offset + count++] = b;
                if (inBody) {
                    left--;
                    if (left == 0) {
                        skipLine();
                    }
                } else {
                    newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
                    inBody = newlines == 2;
                    if (inBody) {
                        break;
                    }
                }
            }
            return count;
        }

        /** Whether there is another chunk; if not, what follows is the head of the next answer. */
        private boolean nextChunk() throws IOException {
            left = 0;
            for (var b = next(); b != '\n'; b = next()) {
                var digit = Character.digit(b, 16);
                left = digit < 0 ? left : left * 16 + digit;
            }
            if (left == 0) {
                skipLine();
                inBody = false;
                newlines = 0;
            }
            return left > 0;
        }

        private void skipLine() throws IOException {
            while (next() != '\n') {}
        }

        private byte next() throws IOException {
            if (from == to) {
                from = 0;
                to = in.read(buffer);
                if (to < 0) {
                    throw new EOFException("The connection ended within an answer");
                }
            }
            return buffer[from++];
        }
    }
}
