package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.standalone.StandaloneProcess;
import dev.stagedoor.support.Relay;
import dev.stagedoor.usage.LedgerProgram.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What becomes of usage rows when the program is killed, or its database goes away, under load. More rounds with {@code
 * -Dstagedoor.rounds=20}, a longer outage with {@code -Dstagedoor.outage=60s}.
 */
class UsageDurabilityIT {
    private static final int ROUNDS = Integer.getInteger("stagedoor.rounds", 2);
    private static final Duration OUTAGE = Duration.parse("PT" + System.getProperty("stagedoor.outage", "5s"));
    private static final int CALLERS = 8;

    /** What a kill may cost where rows are written in batches: the time until they are in the spool, and that of a busy machine. */
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Random random = new Random(9);
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean isOver;

    @Test
    void strictlyNoAcknowledgedCallIsLostWhenTheProgramIsKilled() throws Exception {
        var lost = killed("strict");

        assertThat(lost.values()).isEmpty();
    }

    @Test
    void inBatchesNothingIsLostThatReachedTheSpoolWhenTheProgramIsKilled() throws Exception {
        var lost = killed("batched");

        assertThat(lost.values()).allMatch(age -> age < WINDOW.toNanos());
    }

    /** The calls that were acknowledged and have no row, with how long before the kill that was. */
    private Map<Long, Long> killed(String durability) throws Exception {
        Map<Long, Long> lost = new ConcurrentHashMap<>();
        try (var provider = new CountingProvider();
                var program = LedgerProgram.start("killed-" + durability + "-")) {
            program.offer(provider.url());
            program.process().with("STAGEDOOR_USAGE_DURABILITY", durability).stop();
            program.process().start().awaitReady();
            for (var round = 0; round < ROUNDS; round++) {
                var at = killUnderLoad(program);
                program.process().start().awaitReady();
                missing(program, at).forEach(lost::putIfAbsent);
                program.shouldAddUp();
            }
            report(durability, lost);
        }
        return lost;
    }

    private long killUnderLoad(LedgerProgram program) throws InterruptedException {
        var callers = startCalling(program);
        var before = acknowledged.size();
        Awaitility.await("there is load")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acknowledged.size() > before + 200);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        program.process().kill();
        var at = System.nanoTime();
        stop(callers);
        return at;
    }

    private ExecutorService startCalling(LedgerProgram program) {
        isOver = false;
        var callers = Executors.newFixedThreadPool(CALLERS);
        IntStream.range(0, CALLERS).forEach(caller -> callers.execute(() -> callUntilItIsOver(program)));
        return callers;
    }

    private void callUntilItIsOver(LedgerProgram program) {
        while (!isOver) {
            var number = next.incrementAndGet();
            try {
                if (program.call(number, number % 2 == 0)) {
                    acknowledged.put(number, System.nanoTime());
                }
            } catch (IOException e) {
                broken.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stop(ExecutorService callers) throws InterruptedException {
        isOver = true;
        callers.shutdown();
        assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    /** What was left in the spool is written at the start; all of it is there when no more comes. */
    private Map<Long, Long> missing(LedgerProgram program, long killedAt) throws Exception {
        List<Stored> rows = List.of();
        var before = -1;
        while (before < rows.size()) {
            before = rows.size();
            TimeUnit.SECONDS.sleep(1);
            rows = program.rows();
        }
        assertThat(rows).as("each call has one row").doesNotHaveDuplicates();
        assertThat(rows.stream().filter(row -> row.outcome().equals("COMPLETED")))
                .allMatch(row -> row.completion() == (row.prompt() % 2 == 0 ? CountingProvider.PIECES : 1))
                .allMatch(row -> row.cost() == 1_000 * row.prompt() + 2_000 * row.completion());
        Set<Long> there = rows.stream().map(Stored::prompt).collect(Collectors.toCollection(HashSet::new));
        return acknowledged.entrySet().stream()
                .filter(call -> !there.contains(call.getKey()) && call.getValue() < killedAt)
                .collect(Collectors.toMap(Map.Entry::getKey, call -> killedAt - call.getValue()));
    }

    private void report(String durability, Map<Long, Long> lost) {
        System.out.printf(
                "%s: %d kills, %d acknowledged calls, %d broken off, %d without a row, the oldest acknowledged %d ms"
                        + " before the kill%n",
                durability,
                ROUNDS,
                acknowledged.size(),
                broken.get(),
                lost.size(),
                lost.values().stream().mapToLong(age -> age / 1_000_000).max().orElse(0));
    }

    @Test
    void noRowIsLostWhenTheDatabaseGoesAwayUnderLoad() throws Exception {
        try (var provider = new CountingProvider();
                var store = LedgerProgram.keyed(StandaloneProcess.standalone("ledger-store-"))
                        .start()
                        .awaitReady();
                var relay = new Relay(portOf(store));
                var program = LedgerProgram.start("outage-", store, relay.port())) {
            program.offer(provider.url());
            var callers = startCalling(program);
            Awaitility.await("there is load").atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > 200);

            relay.stop();
            TimeUnit.MILLISECONDS.sleep(OUTAGE.toMillis());
            var duringOutage = acknowledged.size();
            relay.goOn();
            Awaitility.await("calls go on")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> acknowledged.size() > duringOutage + 200);
            stop(callers);

            Awaitility.await("all rows are there").atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                            program.rows().stream().map(Stored::prompt).collect(Collectors.toSet()))
                    .containsAll(acknowledged.keySet()));
            program.shouldAddUp();
            System.out.printf(
                    "%s without the database: %d acknowledged calls, each with its row%n", OUTAGE, acknowledged.size());
        }
    }

    private static int portOf(StandaloneProcess store) throws IOException {
        return Integer.parseInt(store.databaseUrl().replaceAll(".*:(\\d+)/.*", "$1"));
    }
}
