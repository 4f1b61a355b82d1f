package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.support.LogLines;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageEntry.Way;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageRecorderTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A store that can be away, and remembers what it was given. */
    private static class Store extends UsageRepository {
        private final List<List<UsageEntry>> batches = new ArrayList<>();
        private boolean isAway;

        Store() {
            super(null);
        }

        @Override
        synchronized Uni<Void> add(List<UsageEntry> entries) {
            if (isAway) {
                return Uni.createFrom().failure(new IllegalStateException("the store is away"));
            }
            batches.add(List.copyOf(entries));
            return Uni.createFrom().voidItem();
        }

        synchronized Store isAway(boolean now) {
            isAway = now;
            return this;
        }

        synchronized List<UsageEntry> written() {
            return batches.stream().flatMap(List::stream).toList();
        }

        synchronized List<Integer> sizes() {
            return batches.stream().map(List::size).toList();
        }
    }

    private record Settings(Durability durability, Path spoolDir, int batchSize, int queueCapacity, long most)
            implements UsageConfig {
        @Override
        public Duration spoolSync() {
            return Duration.ofMillis(10);
        }

        @Override
        public MemorySize spoolMax() {
            return new MemorySize(BigInteger.valueOf(most));
        }

        @Override
        public Duration flushAfter() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration reportTimeout() {
            return Duration.ofSeconds(1);
        }
    }

    private UsageRecorder recorder(Store store, int batchSize, int capacity) {
        return started(store, new Settings(Durability.BATCHED, directory, batchSize, capacity, 1 << 20));
    }

    private UsageRecorder strict(Store store) {
        return started(store, new Settings(Durability.STRICT, directory, 100, 100, 1 << 20));
    }

    private UsageRecorder started(Store store, UsageConfig config) {
        var recorder = new UsageRecorder(store, config, vertx, metrics);
        recorder.start(null);
        return recorder;
    }

    private static List<UsageEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UsageEntry(
                        UUID.randomUUID(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        "änn",
                        i % 2 == 0 ? Optional.empty() : Optional.of("key"),
                        "openai",
                        "m" + i,
                        "/chat/completions",
                        i % 2 == 0,
                        Outcome.COMPLETED,
                        200,
                        i % 3 == 0 ? Tokens.ofTotal(5) : new Tokens(1L << 40, 2L, 1L << 41, 3, 4, true),
                        7L << 40,
                        i % 2 == 0 ? null : 1L,
                        2,
                        i % 2 == 0 ? Way.direct(1) : new Way(Optional.of("our:smart"), 3)))
                .toList();
    }

    private void shouldHave(Store store, List<UsageEntry> entries) {
        Awaitility.await().untilAsserted(() -> assertThat(store.written()).isEqualTo(entries));
    }

    @Test
    void shouldWriteEverythingInOrderAndInBatches() {
        var store = new Store();
        var entries = entries(10);

        var recorder = recorder(store, 4, 100);
        entries.forEach(recorder::record);

        shouldHave(store, entries);
        assertThat(store.sizes()).allMatch(size -> size <= 4);
    }

    @Test
    void shouldKeepWhatTheStoreDidNotTakeAndTryAgain() {
        var store = new Store().isAway(true);
        var recorder = recorder(store, 4, 100);
        var entries = entries(6);

        entries.forEach(recorder::record);
        Awaitility.await().until(() -> spooled() > 0);
        store.isAway(false);

        shouldHave(store, entries);
        Awaitility.await().until(() -> spooled() == 0);
    }

    @Test
    void shouldReadFromTheSpoolInOrderWhatIsTooMuchForTheMemory() {
        var store = new Store().isAway(true);
        var recorder = recorder(store, 7, 20);
        var entries = entries(200);

        IntStream.range(0, 10).forEach(part -> {
            var before = spooled();
            entries.subList(part * 20, part * 20 + 20).forEach(recorder::record);
            Awaitility.await().until(() -> spooled() > before);
        });
        store.isAway(false);

        shouldHave(store, entries);
        assertThat(metrics.counter("stagedoor.usage.dropped").count()).isZero();
        Awaitility.await().until(() -> spooled() == 0);
    }

    @Test
    void shouldWriteAfterAKillWhatReachedTheSpoolAndSkipWhatIsTorn() throws IOException {
        var entries = entries(50);
        var killed = recorder(new Store().isAway(true), 10, 100);
        entries.forEach(killed::record);
        Awaitility.await().untilAsserted(() -> assertThat(
                        metrics.get("stagedoor.usage.spooled.bytes").gauge().value())
                .isGreaterThan(50 * 100.0));
        var copy = Files.createDirectories(directory.resolve("copy/0"));
        for (var file : segments(directory.resolve("0"))) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        Files.write(segments(copy).getLast(), new byte[] {0, 0, 1, 0, 5, 5}, StandardOpenOption.APPEND);

        var store = new Store();
        var next = started(store, new Settings(Durability.BATCHED, directory.resolve("copy"), 10, 100, 1 << 20));

        shouldHave(store, entries);
        var more = entries(3);
        more.forEach(next::record);
        shouldHave(store, Stream.concat(entries.stream(), more.stream()).toList());
    }

    @Test
    void shouldGiveASecondProgramASpoolOfItsOwn() {
        recorder(new Store().isAway(true), 10, 100).record(entries(1).getFirst());
        recorder(new Store().isAway(true), 10, 100).record(entries(1).getFirst());

        Awaitility.await().untilAsserted(() -> assertThat(List.of(
                        segments(directory.resolve("0")).size(),
                        segments(directory.resolve("1")).size()))
                .containsExactly(1, 1));
    }

    @Test
    void shouldLeaveNothingInTheSpoolWhenItStops() {
        var store = new Store();
        var recorder = recorder(store, 4, 100);
        var entries = entries(10);

        entries.forEach(recorder::record);
        assertThat(recorder.finish().subscribeAsCompletionStage().join()).isZero();

        assertThat(store.written()).isEqualTo(entries);
        assertThat(segments(directory.resolve("0"))).isEmpty();
    }

    @Test
    void shouldDropTheOneRowThatTheStoreWillNeverTake() {
        var poison = entries(1).getFirst();
        var store = new Store() {
            @Override
            Uni<Void> add(List<UsageEntry> batch) {
                return batch.contains(poison)
                        ? Uni.createFrom().failure(new PgException("invalid byte sequence", "ERROR", "22021", null))
                        : super.add(batch);
            }
        };
        var recorder = recorder(store, 4, 100);
        var good = entries(6);

        good.subList(0, 2).forEach(recorder::record);
        recorder.record(poison);
        good.subList(2, 6).forEach(recorder::record);

        shouldHave(store, good);
        assertThat(metrics.counter("stagedoor.usage.dropped").count()).isEqualTo(1);
        Awaitility.await().until(() -> spooled() == 0);
    }

    @Test
    void shouldTellOnceOfAllRowsForWhichThereWasNoRoom() {
        var isWriting = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        var store = new Store() {
            @Override
            synchronized Uni<Void> add(List<UsageEntry> batch) {
                isWriting.countDown();
                awaitIt(mayGoOn);
                return super.add(batch);
            }
        };
        var recorder = recorder(store, 1, 2);
        var entries = entries(11);

        try (var log = new LogLines(UsageLedger.class)) {
            recorder.record(entries.getFirst());
            awaitIt(isWriting);
            entries.subList(1, 11).forEach(recorder::record);
            mayGoOn.countDown();

            shouldHave(store, entries.subList(0, 4));
            assertThat(log.lines()).containsExactly("Usage rows dropped: 7: too many wait for the disk");
        }
        assertThat(metrics.counter("stagedoor.usage.dropped").count()).isEqualTo(7);
    }

    private static void awaitIt(CountDownLatch event) {
        try {
            assertThat(event.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void strictlyACallIsOverWhenItsRowIsCommitted() {
        var store = new Store();
        var entry = entries(1).getFirst();

        commit(strict(store), entry);

        assertThat(store.written()).containsExactly(entry);
    }

    @Test
    void strictlyACallFailsWhenTheStoreIsAwayAndItsRowIsWrittenLater() {
        var store = new Store().isAway(true);
        var recorder = strict(store);
        var entry = entries(1).getFirst();

        assertThat(catchThrowable(() -> commit(recorder, entry)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Problem.Unavailable.class);
        assertThat(spooled()).isPositive();
        store.isAway(false);

        shouldHave(store, List.of(entry));
    }

    private static void commit(UsageRecorder recorder, UsageEntry entry) {
        recorder.commit(entry).subscribeAsCompletionStage().join();
    }

    private long spooled() {
        return segments(directory.resolve("0")).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
    }

    private static List<Path> segments(Path spool) {
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (var files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
