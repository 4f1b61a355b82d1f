package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that fails is left alone for a while, and one that is full is not made to wait for. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GuardedUpstreamTest {
    private static final int PLACES = 10;
    private static final int CALLERS = 1_000;

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String name = "guarded-" + UUID.randomUUID();
    private final String path = "/api/integrations/provider/" + name;

    @TestHTTPResource
    URI stagedoor;

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void shouldLeaveAProviderAloneThatFailsAndComeBackByOneProbe() {
        offer(Map.of("breakerMinimumCalls", 2, "breakerOpenTime", "500ms"));
        provider.answers(503, "text/plain", "no");
        call().statusCode(503);
        call().statusCode(503);

        call().statusCode(503).body("error.code", equalTo("upstream_open")).header("Retry-After", "1");
        state().body("breaker", equalTo("OPEN"))
                .body("failureRate", equalTo(100.0f))
                .body("lastFailure", equalTo("STATUS_503"))
                .body("callsInFlight", equalTo(0));
        assertThat(provider.requests()).hasSize(2);

        provider.answers(200, "application/json", "{}");
        Awaitility.await().untilAsserted(() -> call().statusCode(200));
        state().body("breaker", equalTo("CLOSED")).body("calls", equalTo(0));
        assertThat(provider.requests()).hasSize(3);
    }

    @Test
    void shouldTellWhatItDoesNotKnowYet() {
        offer(Map.of("maxConcurrentCalls", 7));

        state().body("integration", equalTo(name))
                .body("breaker", equalTo("CLOSED"))
                .body("since", nullValue())
                .body("calls", equalTo(0))
                .body("failureRate", nullValue())
                .body("maxConcurrentCalls", equalTo(7))
                .body("lastFailure", nullValue());
    }

    @Test
    void shouldBeginAnewWithAnIntegrationThatIsMadeAgain() {
        offer(Map.of("breakerMinimumCalls", 1));
        provider.answers(500, "text/plain", "no");
        call().statusCode(500);
        state().body("breaker", equalTo("OPEN"));

        admin.delete(path).then().statusCode(200);
        offer(Map.of());

        state().body("breaker", equalTo("CLOSED"));
        call().statusCode(500);
    }

    @Test
    void shouldGoByWhatIsConfiguredAnew() {
        offer(Map.of("maxConcurrentCalls", 7));
        call().statusCode(200);

        offer(Map.of("maxConcurrentCalls", "8"));

        state().body("maxConcurrentCalls", equalTo(8)).body("calls", equalTo(1));
    }

    @Test
    void shouldHoldAPlaceUntilTheCallerOfAStreamLeaves() throws IOException {
        offer(Map.of("maxConcurrentCalls", 1));
        var left = provider.streamsUntilNobodyListens("data: {}\n\n");
        try (var caller = stream()) {
            assertThat(caller.getInputStream().read()).isPositive();

            call().statusCode(503)
                    .body("error.code", equalTo("upstream_busy"))
                    .header("Retry-After", "1")
                    .header("retry-after-ms", "1000");
            state().body("callsInFlight", equalTo(1));
        }

        assertThat(left).succeedsWithin(Duration.ofSeconds(5));
        provider.answers(200, "application/json", "{}");
        Awaitility.await().untilAsserted(() -> call().statusCode(200));
        Awaitility.await().untilAsserted(() -> state().body("callsInFlight", equalTo(0)));
    }

    @Test
    void shouldNeverHaveMoreCallsAtAProviderThanItMayHave() throws Exception {
        offer(Map.of("maxConcurrentCalls", PLACES));
        var open = new CountDownLatch(CALLERS - PLACES);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        provider.answers(exchange -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            await(open);
            inside.decrementAndGet();
            ProviderStub.reply(exchange, 200, "application/json", "{}");
        });

        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var statuses = IntStream.range(0, CALLERS)
                    .mapToObj(i -> client.sendAsync(request(), BodyHandlers.discarding())
                            .thenApply(response -> refused(open, response.statusCode())))
                    .toList();

            var counted = statuses.stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));

            assertThat(counted).isEqualTo(Map.of(200, (long) PLACES, 503, (long) CALLERS - PLACES));
            assertThat(most).hasValue(PLACES);
        }
    }

    private static int refused(CountDownLatch open, int status) {
        if (status == 503) {
            open.countDown();
        }
        return status;
    }

    private static void await(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "retries, 6",
        "retries, -1",
        "retries, many",
        "retryTime, 20",
        "retryTime, 11m",
        "responseTimeout, 99ms",
        "responseTimeout, 2h",
        "breakerFailureRate, 101",
        "breakerMinimumCalls, 0",
        "breakerOpenTime, 1d",
        "maxConcurrentCalls, 0",
        "maxConcurrentCalls, 1.5"
    })
    void shouldSayWhichSettingIsWrong(String key, String value) {
        admin.post(path, Map.of("type", "openai", "configuration", Map.of("api_key", "sk", key, value)))
                .then()
                .statusCode(400)
                .body("validationErrors[0].path", equalTo("configuration." + key));
    }

    @Test
    void shouldAskForPatienceInEveryFormOfAProvider() {
        admin.get("/api/integrations/def/anthropic")
                .then()
                .body("configuration.findAll { it.advanced }.size()", greaterThan(6))
                .body("configuration.find { it.fieldName == 'maxConcurrentCalls' }.optional", equalTo(true));
    }

    @Test
    void shouldCountCallsUnderWayAndBreakersInTheMetrics() {
        offer(Map.of("breakerMinimumCalls", 1));
        provider.answers(500, "text/plain", "no");
        call().statusCode(500);

        assertThat(admin.get("/metrics").asString())
                .contains("stagedoor_upstream_breaker_state{integration=\"" + name + "\"} 2.0")
                .contains("stagedoor_upstream_in_flight{integration=\"" + name + "\"} 0.0")
                .contains("stagedoor_upstream_retries_total{integration=\"" + name + "\"} 0.0");
    }

    private ValidatableResponse call() {
        return admin.chat(name + ":m").then();
    }

    private ValidatableResponse state() {
        return admin.get(path + "/state").then().statusCode(200);
    }

    private String body() {
        return "{\"model\": \"" + name + ":m\", \"stream\": true}";
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(stagedoor.resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + admin.credential())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body()))
                .build();
    }

    private Socket stream() throws IOException {
        var caller = new Socket(stagedoor.getHost(), stagedoor.getPort());
        caller.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + admin.credential() + "\r\nContent-Length: "
                                + body().length() + "\r\n\r\n" + body())
                        .getBytes(StandardCharsets.UTF_8));
        return caller;
    }

    private void offer(Map<String, Object> patience) {
        var configuration = new HashMap<String, Object>(Map.of("retries", 0));
        configuration.putAll(patience);
        configuration.put("api_key", "sk-guarded");
        configuration.put("endpoint", provider.url());
        admin.integration(name, configuration);
        admin.model(name, "m");
    }
}
