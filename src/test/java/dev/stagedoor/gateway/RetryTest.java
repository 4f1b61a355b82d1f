package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpExchange;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to a provider again, and when. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RetryTest {
    private static final String GOOD = "{\"id\":\"good\"}";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String name = "retried-" + UUID.randomUUID();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();

    @TestHTTPResource
    URI stagedoor;

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void shouldSendAgainWhatAProviderMayDoBetterInAMoment(int status) {
        offer(Map.of("retries", "1"));
        firstAnswers(exchange -> ProviderStub.reply(exchange, status, "text/plain", "no"));

        admin.chat(name + ":m").then().statusCode(200).body("id", equalTo("good"));

        assertThat(provider.requests()).hasSize(2);
        assertAttempts(2);
    }

    @Test
    void shouldSendAgainWhenTheProviderHangsUpWithoutAnAnswer() {
        offer(Map.of());
        firstAnswers(exchange -> exchange.close());

        admin.chat(name + ":m").then().statusCode(200);

        assertThat(provider.requests()).hasSize(2);
        assertThat(provider.requests().get(1).text())
                .isEqualTo(provider.requests().get(0).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 501})
    void shouldNotSendAgainWhatWouldBeRefusedAgain(int status) {
        offer(Map.of("retries", "5"));
        provider.answers(status, "text/plain", "no");

        admin.chat(name + ":m").then().statusCode(status);

        assertThat(provider.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "2, 3"})
    void shouldPassTheErrorOnAfterAsManyRetriesAsAreConfigured(int retries, int sent) {
        offer(Map.of("retries", retries));
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("retry-after-ms", "1");
            ProviderStub.reply(exchange, 503, "text/plain", "never");
        });

        admin.chat(name + ":m").then().statusCode(503).body(equalTo("never"));

        assertThat(provider.requests()).hasSize(sent);
        assertAttempts(sent);
    }

    @Test
    void shouldTakeTheProvidersWordThatItIsNoUse() {
        offer(Map.of("retries", "5"));
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("x-should-retry", "false");
            ProviderStub.reply(exchange, 503, "text/plain", "no");
        });

        admin.chat(name + ":m").then().statusCode(503);

        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldWaitAsLongAsTheProviderAsks() {
        offer(Map.of("retries", "1"));
        firstAnswers(exchange -> {
            exchange.getResponseHeaders().set("retry-after-ms", "700");
            ProviderStub.reply(exchange, 429, "text/plain", "no");
        });

        admin.chat(name + ":m").then().statusCode(200);

        assertThat(Duration.ofNanos(arrivals.get(1) - arrivals.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(690));
    }

    @Test
    void shouldNotWaitLongerThanItsTime() {
        offer(Map.of("retries", "1", "retryTime", "2s"));
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "60");
            ProviderStub.reply(exchange, 429, "text/plain", "later");
        });

        admin.chat(name + ":m").then().statusCode(429).header("Retry-After", "60");

        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldNotSendAgainWhatBreaksOffAfterItsBeginning() {
        offer(Map.of("retries", "5"));
        provider.breaksOffAfter("text/event-stream", "data: {}\n\n");

        admin.chat(name + ":m").then().statusCode(200);

        assertThat(provider.requests()).hasSize(1);
        assertOneRow("CUT_OFF 200");
    }

    @Test
    void shouldNotAskASilentProviderAgain() {
        offer(Map.of("retries", "5", "responseTimeout", "200ms"));
        provider.answers(
                exchange -> Awaitility.await().until(() -> !Rows.usageOf(name).isEmpty()));

        admin.chat(name + ":m").then().statusCode(504).body("error.code", equalTo("upstream_timeout"));

        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void shouldNotTakeAShortAnswerThatTricklesForSilence() {
        offer(Map.of("responseTimeout", "1s"));
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, GOOD.length());
            for (var sent = 0; sent < GOOD.length(); sent++) {
                ProviderStub.think(Duration.ofMillis(150));
                ProviderStub.write(exchange, GOOD.substring(sent, sent + 1));
            }
        });

        admin.chat(name + ":m").then().statusCode(200).body("id", equalTo("good"));
    }

    @Test
    void shouldSendNothingForACallerWhoLeft() throws IOException {
        offer(Map.of("retries", "1"));
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("retry-after-ms", "600");
            ProviderStub.reply(exchange, 503, "text/plain", "no");
        });

        try (var caller = call()) {
            assertThat(caller.isConnected()).isTrue();
            Awaitility.await().until(() -> provider.requests().size() == 1);
        }

        assertOneRow("CANCELLED 499");
        Awaitility.await()
                .during(Duration.ofMillis(800))
                .until(() -> provider.requests().size() == 1);
    }

    private Socket call() throws IOException {
        var body = "{\"model\": \"" + name + ":m\"}";
        var caller = new Socket(stagedoor.getHost(), stagedoor.getPort());
        caller.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + admin.credential() + "\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return caller;
    }

    private void firstAnswers(ProviderStub.Answer first) {
        provider.answers(exchange -> {
            arrivals.add(System.nanoTime());
            answer(exchange, provider.requests().size() == 1 ? first : RetryTest::good);
        });
    }

    private static void answer(HttpExchange exchange, ProviderStub.Answer how) throws IOException {
        how.to(exchange);
    }

    private static void good(HttpExchange exchange) throws IOException {
        ProviderStub.reply(exchange, 200, "application/json", GOOD);
    }

    private void offer(Map<String, Object> patience) {
        var configuration = new HashMap<>(patience);
        configuration.put("api_key", "sk-retried");
        configuration.put("endpoint", provider.url());
        admin.integration(name, configuration);
        admin.model(name, "m");
    }

    private void assertOneRow(String expected) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Rows.usageOf(name)).singleElement(STRING).startsWith(expected));
    }

    private void assertAttempts(int expected) {
        Awaitility.await().untilAsserted(() -> assertThat(
                        Rows.one("select array_agg(attempts)::text from usage_entry where integration = ?", name))
                .isEqualTo("{" + expected + "}"));
    }
}
