package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.usage.LedgerProgram.Stored;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Callers go away at random points of their streams, once those have begun: who leaves before the request was read made no
 * call. More of them with {@code -Dstagedoor.streams=10000}.
 */
class UsageOfLeaversIT {
    private static final int STREAMS = Integer.getInteger("stagedoor.streams", 500);
    private static final int CALLERS = 32;

    /** The shortest body has room for the model, the number and the padding. */
    private static final int SHORTEST = 50;

    private final Random random = new Random(11);
    private final Map<Long, Integer> heard = new ConcurrentHashMap<>();

    @Test
    void eachStreamHasOneRowWithTheRightFiguresWheneverItsCallerLeaves() throws Exception {
        try (var provider = new CountingProvider().pausing(2);
                var program = LedgerProgram.start("leavers-")) {
            program.offer(provider.url());

            callAndLeave(program);

            Awaitility.await("upstream connections are gone")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(provider.open()).isZero());
            Awaitility.await("all rows are there")
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(program.rows()).hasSize(STREAMS));
            var rows = program.rows().stream().collect(Collectors.toMap(Stored::prompt, Function.identity()));
            heard.forEach((number, pieces) -> shouldBeRight(rows.get(number), number, pieces, provider));
            program.shouldAddUp();
            System.out.printf(
                    "%d streams, %s%n",
                    STREAMS,
                    rows.values().stream().collect(Collectors.groupingBy(Stored::outcome, Collectors.counting())));
        }
    }

    /**
     * As many tokens as the caller got at least, and as the provider sent at most. Of an event that came in two pieces the caller
     * may have heard the text, and nobody the count behind it.
     */
    private static void shouldBeRight(Stored row, long number, int pieces, CountingProvider provider) {
        assertThat(row).as("the row of " + number).isNotNull();
        assertThat(row.completion()).as(row.toString()).isBetween((long) pieces - (row.isEstimated() ? 0 : 1), (long)
                provider.sent(number));
        assertThat(row.cost()).isEqualTo(1_000 * number + 2_000 * row.completion());
        if (row.outcome().equals("COMPLETED")) {
            assertThat(row).isEqualTo(new Stored(number, CountingProvider.PIECES, "COMPLETED", false, row.cost()));
        } else {
            assertThat(row.outcome()).isEqualTo("CANCELLED");
        }
    }

    private void callAndLeave(LedgerProgram program) throws InterruptedException {
        var callers = Executors.newFixedThreadPool(CALLERS);
        IntStream.range(0, STREAMS).forEach(stream -> {
            long number = (long) SHORTEST + stream;
            var most = 1 + random.nextInt(CountingProvider.PIECES + 3);
            callers.execute(() -> call(program, number, most));
        });
        callers.shutdown();
        assertThat(callers.awaitTermination(30, TimeUnit.MINUTES)).isTrue();
    }

    /** Reads so many pieces of a stream at most, then closes the connection. */
    private void call(LedgerProgram program, long number, int most) {
        var uri = URI.create(program.process().url());
        var body = body(number);
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\n"
                                    + "Host: localhost\r\n"
                                    + "Content-Type: application/json\r\n"
                                    + "Authorization:"
                                    + " Bearer"
                                    + " " + LedgerProgram.KEY + "\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            heard.put(number, hear(socket, most));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int hear(Socket socket, int most) throws IOException {
        var reader = socket.getInputStream();
        var text = new StringBuilder();
        var pieces = 0;
        while (pieces < most && text.indexOf("[DONE]") < 0) {
            var bytes = new byte[512];
            var length = reader.read(bytes);
            if (length < 0) {
                break;
            }
            text.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
            pieces = text.toString().split(CountingProvider.TEXT, -1).length - 1;
        }
        return pieces;
    }

    /** Of four bytes for each token of its prompt, so that an estimate of it is what the provider tells. */
    private static String body(long number) {
        var begin = "{\"model\":\"led:m\",\"stream\":true,\"messages\":[],\"user\":\""
                + (number % 2 == 0 ? "counting-" : "") + number + "\",\"x\":\"";
        return begin + "x".repeat((int) (4 * number) - begin.length() - 2) + "\"}";
    }
}
