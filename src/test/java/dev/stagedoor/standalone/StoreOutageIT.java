package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL goes away under load and comes back: who is known does not notice, who is not known is told 503, and no call is
 * missing from the usage afterwards. How long it is away: {@code -Dstagedoor.outage=60}, in seconds.
 */
class StoreOutageIT {
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("stagedoor.outage", 5));
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(2);
    private static final int CALLERS = 8;
    private static final int BETWEEN_CALLS_MILLIS = 10;
    private static final String MODEL = "outage:m";

    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Long> micros = new ConcurrentLinkedQueue<>();

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void knownCallersDoNotNoticeThatTheStoreIsStopped() throws Exception {
        try (var replicas = Replicas.over("outage-")) {
            shouldGoOn("stopped", replicas, replicas::stopStore, replicas::startStore);
            failures.clear();
            micros.clear();
            shouldGoOn("frozen", replicas, replicas::freezeStore, replicas::thawStore);
        }
    }

    private void shouldGoOn(String how, Replicas replicas, Step begin, Step end) throws Exception {
        var node = replicas.add(Map.of("STAGEDOOR_ACCESS_STORE_TIMEOUT", "2s")).awaitReady();
        var admin = new NodeClient(node, Replicas.ADMIN);
        admin.model("outage", "m");
        var usedBefore = replicas.number("select count(*) from usage_entry");
        var callers = callers(admin);
        try (var load = Executors.newScheduledThreadPool(CALLERS)) {
            callers.forEach(caller -> callAgainAndAgain(load, caller));
            pass(BEFORE_AND_AFTER);
            begin.run();
            shouldBeAway(admin);
            pass(OUTAGE);
            strangersAreToldThatItIsOurFault(admin, callers.getFirst());
            end.run();
            shouldBeBack(admin);
            pass(BEFORE_AND_AFTER);
            load.shutdown();
            assertThat(load.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        report(how);
        assertThat(failures).isEmpty();
        Awaitility.await("every call is in the usage")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(replicas.number("select count(*) from usage_entry") - usedBefore)
                        .isEqualTo(micros.size()));
    }

    private List<NodeClient> callers(NodeClient admin) throws Exception {
        var callers = new ArrayList<NodeClient>();
        for (var i = 0; i < CALLERS; i++) {
            var application = admin.application("caller " + i);
            admin.grant(application.principal(), MODEL);
            callers.add(admin.as(application.apiKey()));
        }
        for (var caller : callers) {
            call(caller);
        }
        return callers;
    }

    private void callAgainAndAgain(ScheduledExecutorService load, NodeClient caller) {
        var unused = load.scheduleWithFixedDelay(() -> call(caller), 0, BETWEEN_CALLS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void call(NodeClient caller) {
        var begun = System.nanoTime();
        try {
            var status = caller.chat(MODEL);
            if (status != 200) {
                failures.add(status);
            }
        } catch (Exception e) {
            failures.add(0);
        }
        micros.add((System.nanoTime() - begun) / 1_000);
    }

    private static void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        Awaitility.await().atMost(time.plusMinutes(1)).until(() -> System.nanoTime() - end >= 0);
    }

    private static void shouldBeAway(NodeClient admin) {
        Awaitility.await("the node has noticed").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        admin.send("GET", "/q/health/ready", "").body())
                .contains("away since"));
    }

    private static void strangersAreToldThatItIsOurFault(NodeClient admin, NodeClient known) throws Exception {
        assertThat(admin.as("sd-00000000-0000-4000-8000-000000000000.never-seen")
                        .chat(MODEL))
                .isEqualTo(503);
        assertThat(known.chat("outage:never-called")).isEqualTo(503);
        assertThat(admin.send("GET", "/api/integrations/provider", "").statusCode())
                .isEqualTo(503);
        assertThat(admin.send("GET", "/v1/models", "").statusCode()).isEqualTo(503);
        assertThat(admin.send("GET", "/q/health/ready", "").statusCode()).isEqualTo(200);
        assertThat(admin.send("GET", "/q/health/live", "").statusCode()).isEqualTo(200);
    }

    private static void shouldBeBack(NodeClient admin) {
        var begun = System.nanoTime();
        Awaitility.await("the store is in use again")
                .atMost(Duration.ofSeconds(20))
                .until(() -> admin.send("GET", "/api/integrations/provider", "").statusCode() == 200);
        System.out.printf("in use again %.1f s after it came back%n", (System.nanoTime() - begun) / 1e9);
    }

    private void report(String how) {
        var sorted = micros.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                "store %s for %d s: %d calls of known callers, %d failed, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                how,
                OUTAGE.toSeconds(),
                sorted.length,
                failures.size(),
                sorted[sorted.length / 2] / 1e3,
                sorted[sorted.length * 99 / 100] / 1e3,
                sorted[sorted.length - 1] / 1e3);
    }
}
