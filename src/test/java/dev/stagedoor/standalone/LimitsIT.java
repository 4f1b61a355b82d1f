package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.ProviderStub;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three nodes over one PostgreSQL hold to one limit together, also when one of them is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {
    private static final int CALLS = 1_000;
    private static final int LONGEST_ANSWER = 900;
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ProviderStub provider = new ProviderStub();
    private Replicas replicas;
    private StandaloneProcess first;
    private StandaloneProcess second;
    private StandaloneProcess third;

    @BeforeAll
    void startThreeNodes() throws Exception {
        replicas = Replicas.over("limits-");
        first = node();
        second = node();
        third = node();
        first.awaitReady();
        second.awaitReady();
        third.awaitReady();
        post(
                "/api/integrations/provider/i",
                "{\"type\": \"openai\", \"configuration\": {\"api_key\": \"sk\", \"endpoint\": \"" + provider.url()
                        + "\"}}");
        List.of("requests", "tokens", "killed")
                .forEach(model -> post("/api/integrations/provider/i/integration/" + model, "{\"enabled\": true}"));
    }

    private StandaloneProcess node() throws IOException {
        return replicas.add(Map.of(
                "STAGEDOOR_LIMITS_LEASE",
                LEASE.toMillis() + "ms",
                "STAGEDOOR_UPSTREAM_ALLOWED_NETWORKS",
                "127.0.0.0/8,::1"));
    }

    @AfterAll
    void stopThem() throws IOException {
        replicas.close();
        provider.close();
    }

    @Test
    void shouldAdmitExactlyTenOfAThousandCallsAtOnce() {
        providerCounts(20);
        limit("i:requests", "REQUESTS", 13);

        assertThat(callAtOnce(body("requests"))).isEqualTo(Map.of(200, 10, 429, CALLS - 10));
    }

    /** The provider counts what was reserved, so that nothing is given back for an eleventh call. */
    @Test
    void shouldAdmitExactlyTheTokensOfTenCalls() {
        var body = body("tokens");
        var ofOneCall = reserved(body);
        providerCounts(ofOneCall);
        limit("i:tokens", "TOKENS", 13 * ofOneCall + 1);

        assertThat(callAtOnce(body)).isEqualTo(Map.of(200, 10, 429, CALLS - 10));
    }

    private Map<Integer, Integer> callAtOnce(String body) {
        var nodes = nodesThatKnowTheLimit(body);
        return IntStream.range(0, CALLS)
                .mapToObj(number -> call(nodes.get(number % nodes.size()), body))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.summingInt(one -> 1)));
    }

    /** Calls each until it tells of the limit, so that one call on each has counted. */
    private List<StandaloneProcess> nodesThatKnowTheLimit(String body) {
        var nodes = List.of(first, second, third);
        nodes.forEach(node -> Awaitility.await("the limit is in force")
                .atMost(Duration.ofSeconds(20))
                .until(() -> call(node, body).join().headers().map().keySet().stream()
                        .anyMatch(header -> header.startsWith("x-ratelimit-limit-"))));
        return nodes;
    }

    @Test
    void shouldCountWhatAKilledNodeUsedAndHeldAndExceedNothing() throws Exception {
        var body = body("killed");
        var ofOneCall = reserved(body);
        var allowed = 60 * ofOneCall;
        providerCounts(ofOneCall);
        limit("i:killed", "TOKENS", allowed);
        nodesThatKnowTheLimit(body);
        IntStream.range(0, 20)
                .forEach(number ->
                        assertThat(call(third, body).join().statusCode()).isEqualTo(200));

        third.kill();

        assertThat(shown("used") + shown("reserved")).isGreaterThanOrEqualTo(20 * ofOneCall);
        Awaitility.await("the lease of the killed node is over")
                .atMost(LEASE.multipliedBy(5))
                .until(() -> shown("reserved") == 0);
        var used = shown("used");
        assertThat(used).isBetween(23 * ofOneCall, 33 * ofOneCall);
        var admitted = IntStream.range(0, 60)
                .filter(number ->
                        call(number % 2 == 0 ? first : second, body).join().statusCode() == 200)
                .count();
        assertThat(admitted).isEqualTo((allowed - used) / ofOneCall);
        third.start().awaitReady();
    }

    private long shown(String what) {
        return new JsonArray(
                        send(request(first, "/api/limits/INTEGRATION/i:killed").GET())
                                .join()
                                .body())
                .getJsonObject(0)
                .getLong(what);
    }

    private void providerCounts(long tokens) {
        provider.answers(200, "application/json", "{\"usage\":{\"prompt_tokens\":1,\"total_tokens\":" + tokens + "}}");
    }

    private static long reserved(String body) {
        return Math.ceilDiv(body.length(), 3) + (long) LONGEST_ANSWER;
    }

    private static String body(String model) {
        return "{\"model\":\"i:" + model + "\",\"max_tokens\":" + LONGEST_ANSWER + ",\"messages\":[]}";
    }

    private void limit(String model, String counts, long amount) {
        var body = new JsonObject()
                .put(
                        "limits",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("counts", counts)
                                        .put("period", "MONTH")
                                        .put("amount", amount)));
        var reply = send(request(first, "/api/limits/INTEGRATION/" + model).PUT(BodyPublishers.ofString(body.encode())))
                .join();
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    private void post(String path, String body) {
        var reply =
                send(request(first, path).POST(BodyPublishers.ofString(body))).join();
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> call(StandaloneProcess node, String body) {
        return send(request(node, "/v1/chat/completions").POST(BodyPublishers.ofString(body)));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(StandaloneProcess node, String path) {
        return HttpRequest.newBuilder(URI.create(node.url() + path))
                .header("Authorization", "Bearer " + Replicas.ADMIN)
                .header("Content-Type", "application/json");
    }
}
