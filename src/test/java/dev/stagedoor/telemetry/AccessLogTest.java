package dev.stagedoor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogTest {
    private static final Logger LOGGER = Logger.getLogger("stagedoor.access");

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Queue<String> records = new ConcurrentLinkedQueue<>();
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            try {
                mayWrite.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            records.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(listener);
    }

    @AfterEach
    void stop() {
        mayWrite.countDown();
        LOGGER.removeHandler(listener);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private AccessLog log(boolean isOn) {
        return new AccessLog(vertx, Samples.config(10, isOn), metrics);
    }

    private List<String> lines() {
        return records.stream().flatMap(String::lines).toList();
    }

    private static String line(UsageEntry entry) {
        var text = new StringBuilder();
        AccessLine.append(entry, text);
        return text.toString();
    }

    @Test
    void shouldSayWhatACallWas() {
        assertThat(line(Samples.streamed()))
                .isEqualTo("{\"time\":\"2026-11-25T20:00:00.250Z\",\"call\":\"9891448d-b649-4e04-9619-ddf770742e97\","
                        + "\"principal\":\"app:reader\",\"accessKey\":\"key-1\",\"integration\":\"open\",\"model\":\"gpt\","
                        + "\"endpoint\":\"/chat/completions\",\"streamed\":true,\"attempts\":1,\"outcome\":\"COMPLETED\",\"status\":200,"
                        + "\"inputTokens\":5,\"outputTokens\":7,\"totalTokens\":12,"
                        + "\"estimated\":false,\"costNanos\":250000,\"firstByteMs\":30,\"durationMs\":40}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines",
                "carriage\rreturn",
                "a \"quote\", a \\ and a {brace}",
                "\u001b[2Jwiped",
                "\u009b2Jwiped",
                "next\u0085line",
                "line\u2028and\u2029paragraph",
                "\u202eturned around",
                "half \ud83d",
                "whole \ud83d\ude80",
                "{0} %s ${jndi:ldap://x}",
                "",
            })
    void shouldStayOneLineWhateverNamesHold(String name) {
        var line = line(Samples.entry(Outcome.COMPLETED, 200, name, name, false));

        assertThat(line).doesNotContainPattern("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069]");
        assertThat(new JsonObject(line).getString("principal")).isEqualTo(name);
        assertThat(new JsonObject(line).getString("model")).isEqualTo(name);
    }

    @Test
    void shouldWriteALineForEachCallInTheirOrder() {
        mayWrite.countDown();
        var log = log(true);
        for (var status = 0; status < 1_000; status++) {
            log.add(Samples.entry(Outcome.REFUSED_UPSTREAM, status));
        }

        Awaitility.await().untilAsserted(() -> assertThat(lines()).hasSize(1_000));
        assertThat(lines())
                .extracting(line -> new JsonObject(line).getInteger("status"))
                .isSorted();
        assertThat(records).as("many lines in one write").hasSizeLessThan(100);
    }

    @Test
    void shouldDropAndCountLinesWhenTheLogIsStuck() {
        var log = log(true);
        for (var i = 0; i < 20_000; i++) {
            log.add(Samples.entry(Outcome.COMPLETED, 200));
        }
        mayWrite.countDown();

        Awaitility.await().untilAsserted(() -> assertThat(lines().size()
                        + metrics.counter("stagedoor.access.lines.dropped").count())
                .isEqualTo(20_000));
        assertThat(metrics.counter("stagedoor.access.lines.dropped").count()).isPositive();
    }

    @Test
    void shouldWriteWhatIsLeftWhenItStops() {
        mayWrite.countDown();
        var log = log(true);
        log.add(Samples.entry(Outcome.COMPLETED, 200));

        log.stop(null);

        assertThat(lines()).hasSize(1);
    }

    @Test
    void shouldWriteNothingWhenItIsOff() {
        mayWrite.countDown();
        var log = log(false);
        log.add(Samples.entry(Outcome.COMPLETED, 200));

        log.stop(null);

        assertThat(records).isEmpty();
    }
}
