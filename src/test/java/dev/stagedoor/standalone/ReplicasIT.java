package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A right that is taken on one node is refused on every other within a second: on those that hear of it, and on those that
 * may only ask. How often it is tried: {@code -Dstagedoor.rounds=1000}.
 */
class ReplicasIT {
    private static final int ROUNDS = Integer.getInteger("stagedoor.rounds", 20);

    /** The node that asks takes half a second each time; in long runs it takes part in every tenth round. */
    private static final int ASKED_EVERY = ROUNDS > 50 ? 10 : 1;

    private static final Duration PROMISE = Duration.ofSeconds(1);
    private static final String MODEL = "shared:m";

    private final List<Long> heard = new ArrayList<>();
    private final List<Long> askedFor = new ArrayList<>();

    @Test
    void shouldRefuseOnEveryNodeWithinASecondWhatWasRevokedOnOne() throws Exception {
        try (var replicas = Replicas.over("replicas-");
                var threads = Executors.newCachedThreadPool()) {
            var first = replicas.add(Map.of()).awaitReady();
            var listening = List.of(first, replicas.add(Map.of()), replicas.add(Map.of()));
            var asking = replicas.add(Map.of("STAGEDOOR_ACCESS_LISTEN", "false"));
            listening.forEach(StandaloneProcess::awaitReady);
            asking.awaitReady();
            for (var node : listening) {
                awaitListening(node, "1.0");
            }
            awaitListening(asking, "0.0");
            var admin = new NodeClient(listening.getFirst(), Replicas.ADMIN);
            admin.model("shared", "m");
            var caller = admin.application("caller");

            for (var round = 0; round < ROUNDS; round++) {
                var nodes = new ArrayList<>(listening);
                if (round % ASKED_EVERY == 0) {
                    nodes.add(asking);
                }
                var changer = admin.on(listening.get(round % listening.size()));
                var millis = revoke(changer, caller, nodes, threads);
                heard.addAll(millis.subList(0, listening.size()));
                askedFor.addAll(millis.subList(listening.size(), millis.size()));
            }
        }
        report("told", heard);
        report("asked for", askedFor);
    }

    private static void awaitListening(StandaloneProcess node, String expected) {
        Awaitility.await("whether it listens is known")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(new NodeClient(node, Replicas.ADMIN).ok("GET", "/metrics", ""))
                        .contains("stagedoor_access_listening " + expected));
    }

    /** Microseconds from the acknowledgement to the first refusal, by node. */
    private static List<Long> revoke(
            NodeClient changer, NodeClient.Application caller, List<StandaloneProcess> nodes, ExecutorService threads)
            throws Exception {
        changer.grant(caller.principal(), MODEL);
        var ready = new CountDownLatch(nodes.size());
        var acknowledged = new AtomicLong(Long.MAX_VALUE);
        var watches = nodes.stream()
                .map(node -> threads.submit(watch(new NodeClient(node, caller.apiKey()), ready, acknowledged)))
                .toList();
        ready.await();
        changer.revoke(caller.principal(), MODEL);
        acknowledged.set(System.nanoTime());
        var micros = new ArrayList<Long>();
        for (var watch : watches) {
            micros.add(watch.get());
        }
        return micros;
    }

    /** Calls without pause: first until it may, then until it may not, and then a few times more. */
    private static Callable<Long> watch(NodeClient caller, CountDownLatch ready, AtomicLong acknowledged) {
        return () -> {
            while (!mayCall(caller)) {
                Thread.onSpinWait();
            }
            ready.countDown();
            while (mayCall(caller)) {
                Thread.onSpinWait();
            }
            var refusedAt = System.nanoTime();
            for (var more = 0; more < 3; more++) {
                assertThat(mayCall(caller)).isFalse();
            }
            return Math.max(0, refusedAt - acknowledged.get()) / 1_000;
        };
    }

    private static boolean mayCall(NodeClient caller) throws Exception {
        var status = caller.chat(MODEL);
        assertThat(status).isIn(200, 404);
        return status == 200;
    }

    private static void report(String how, List<Long> micros) {
        var sorted = micros.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                "revoke to refusal, %s: %d measured, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                how,
                sorted.length,
                sorted[sorted.length / 2] / 1e3,
                sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e3,
                sorted[sorted.length - 1] / 1e3);
        assertThat(Duration.ofNanos(sorted[sorted.length - 1] * 1_000)).isLessThan(PROMISE);
    }
}
