package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was acknowledged is there after {@code kill -9} and the same command again. */
class KillNineIT {
    private static final int WRITES = 1_000;
    private static final int WRITERS = 4;
    private static final String SECRET = "kill-nine-secret-0123456789abcdef0123";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void shouldKeepEveryAcknowledgedWriteWhenTheProgramIsKilled() throws Exception {
        try (var program = newProgram("program-killed-")) {
            writeUntilKilled(program, program::kill);

            program.start().awaitReady();

            assertEveryAcknowledgedWriteIsThere(program);
        }
    }

    @Test
    void shouldKeepEveryAcknowledgedWriteWhenProgramAndDatabaseAreKilled() throws Exception {
        try (var program = newProgram("both-killed-")) {
            writeUntilKilled(program, () -> {
                var database = program.database();
                var children = database.children().toList();
                program.kill();
                database.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            });

            program.start().awaitReady();

            assertEveryAcknowledgedWriteIsThere(program);
        }
    }

    private static StandaloneProcess newProgram(String name) throws IOException {
        return StandaloneProcess.standalone(name)
                .with("STAGEDOOR_BOOTSTRAP_KEY_ID", "kill")
                .with("STAGEDOOR_BOOTSTRAP_KEY_SECRET", SECRET)
                .start()
                .awaitReady();
    }

    private interface Killing {
        void kill() throws Exception;
    }

    /** A thousand writes from several clients at once; the kill comes in their middle. */
    private void writeUntilKilled(StandaloneProcess program, Killing killing) throws Exception {
        var next = new AtomicInteger();
        var writers = Executors.newFixedThreadPool(WRITERS);
        IntStream.range(0, WRITERS).forEach(writer -> writers.execute(() -> writeAll(program, next)));
        Awaitility.await("the middle of the writes")
                .atMost(2, TimeUnit.MINUTES)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> acknowledged.size() >= WRITES / 2);
        killing.kill();
        end(writers);
        assertThat(acknowledged).hasSizeBetween(WRITES / 2, WRITES - 1);
    }

    private static void end(ExecutorService writers) throws InterruptedException {
        writers.shutdown();
        assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private void writeAll(StandaloneProcess program, AtomicInteger next) {
        for (var number = next.getAndIncrement(); number < WRITES; number = next.getAndIncrement()) {
            try {
                if (write(program, number) == 200) {
                    acknowledged.add(name(number));
                }
            } catch (IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static String name(int number) {
        return "written-" + number;
    }

    private int write(StandaloneProcess program, int number) throws IOException, InterruptedException {
        var body = "{\"type\": \"openai\", \"configuration\": {\"api_key\": \"sk-" + number + "\"}}";
        var request = request(program, "/api/integrations/provider/" + name(number))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest.Builder request(StandaloneProcess program, String path) {
        return HttpRequest.newBuilder(URI.create(program.url() + path)).header("X-Authorization", "sd-kill." + SECRET);
    }

    private void assertEveryAcknowledgedWriteIsThere(StandaloneProcess program) throws Exception {
        var missing =
                acknowledged.stream().filter(name -> !isThere(program, name)).toList();
        assertThat(missing).isEqualTo(List.of());
        System.out.printf("%d acknowledged writes, all there after the kill%n", acknowledged.size());
    }

    private boolean isThere(StandaloneProcess program, String name) {
        try {
            var reply = http.send(
                    request(program, "/api/integrations/provider/" + name).build(), BodyHandlers.ofString());
            return reply.statusCode() == 200 && reply.body().contains("********");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
