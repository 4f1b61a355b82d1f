package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.usage.UsageEntry.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageRecorderTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A store that is away for a while, and remembers what it was given. */
    private static class Ledger extends UsageRepository {
        private final List<List<UsageEntry>> batches = new ArrayList<>();
        private int failures;

        Ledger(int failures) {
            super(null);
            this.failures = failures;
        }

        @Override
        synchronized Uni<Void> add(List<UsageEntry> entries) {
            if (failures > 0) {
                failures--;
                return Uni.createFrom().failure(new IllegalStateException("the store is away"));
            }
            batches.add(List.copyOf(entries));
            return Uni.createFrom().voidItem();
        }

        synchronized List<UsageEntry> written() {
            return batches.stream().flatMap(List::stream).toList();
        }
    }

    private record Settings(Duration flushAfter, int batchSize, int queueCapacity) implements UsageConfig {
        @Override
        public Duration reportTimeout() {
            return Duration.ofSeconds(1);
        }
    }

    private UsageRecorder recorder(Ledger ledger, int batchSize, int capacity) {
        return new UsageRecorder(ledger, new Settings(Duration.ofMillis(20), batchSize, capacity), vertx, metrics);
    }

    private static List<UsageEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UsageEntry(
                        UUID.randomUUID(),
                        Instant.now(),
                        "ann",
                        Optional.empty(),
                        "openai",
                        "m" + i,
                        "/chat/completions",
                        false,
                        Outcome.COMPLETED,
                        200,
                        Optional.empty(),
                        1L,
                        2,
                        UsageEntry.Way.DIRECT))
                .toList();
    }

    @Test
    void shouldWriteEverythingInOrderAndInBatches() {
        var ledger = new Ledger(0);
        var recorder = recorder(ledger, 4, 100);
        var entries = entries(10);

        entries.forEach(recorder::record);

        Awaitility.await().untilAsserted(() -> assertThat(ledger.written()).isEqualTo(entries));
        assertThat(ledger.batches).hasSize(3);
    }

    @Test
    void shouldKeepWhatTheStoreDidNotTakeAndTryAgain() {
        var ledger = new Ledger(2);
        var recorder = recorder(ledger, 4, 100);
        var entries = entries(6);

        entries.forEach(recorder::record);

        Awaitility.await().untilAsserted(() -> assertThat(ledger.written()).isEqualTo(entries));
    }

    @Test
    void shouldDropTheOneRowThatTheStoreWillNeverTake() {
        var poison = entries(1).getFirst();
        var ledger = new Ledger(0) {
            @Override
            Uni<Void> add(List<UsageEntry> batch) {
                return batch.contains(poison)
                        ? Uni.createFrom().failure(new PgException("invalid byte sequence", "ERROR", "22021", null))
                        : super.add(batch);
            }
        };
        var recorder = recorder(ledger, 4, 100);
        var good = entries(6);

        good.subList(0, 2).forEach(recorder::record);
        recorder.record(poison);
        good.subList(2, 6).forEach(recorder::record);

        Awaitility.await().untilAsserted(() -> assertThat(ledger.written()).isEqualTo(good));
        assertThat(metrics.counter("stagedoor.usage.dropped").count()).isEqualTo(1);
    }

    @Test
    void shouldCountWhatItHadToDrop() {
        var ledger = new Ledger(Integer.MAX_VALUE);
        var recorder = recorder(ledger, 4, 5);

        entries(8).forEach(recorder::record);

        Awaitility.await().untilAsserted(() -> assertThat(
                        metrics.counter("stagedoor.usage.dropped").count())
                .isEqualTo(3));
    }
}
