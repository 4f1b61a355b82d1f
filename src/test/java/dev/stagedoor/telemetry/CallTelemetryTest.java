package dev.stagedoor.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CallTelemetryTest {
    private final Api admin = Api.admin();
    private final String name = "watched-" + UUID.randomUUID();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();

    @BeforeEach
    void offer() {
        admin.integration(name, Map.of("api_key", "sk-x", "endpoint", provider.url()));
        admin.model(name, "gpt");
    }

    @AfterEach
    void stopProvider() {
        provider.close();
    }

    private Response call() {
        return admin.chat(name + ":gpt");
    }

    /** The only line of {@code /metrics} that begins so, is about this test's integration and is like this. */
    private double value(String metric, Predicate<String> line) {
        return lines().filter(text -> text.startsWith(metric) && text.contains(name) && line.test(text))
                .mapToDouble(text -> Double.parseDouble(text.substring(text.lastIndexOf(' '))))
                .sum();
    }

    private static Stream<String> lines() {
        return given().get("/metrics").asString().lines();
    }

    private String idOfRow() {
        return String.valueOf(Rows.one("select id from usage_entry where integration = ?", name));
    }

    private double refusals(String code) {
        return lines().filter(line -> line.startsWith("stagedoor_refusals_total")
                        && line.contains("api=\"openai\"")
                        && line.contains("code=\"" + code + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void shouldCountACallThatEndedWell() {
        call().then().statusCode(200);

        Awaitility.await().untilAsserted(() -> assertThat(value(
                        "gen_ai_client_operation_duration_seconds_count",
                        line -> line.contains("stagedoor_outcome=\"completed\"")))
                .isEqualTo(1));
        assertThat(value("gen_ai_client_token_usage_count", line -> line.contains("gen_ai_token_type=\"input\"")))
                .isEqualTo(1);
        assertThat(value("stagedoor_calls_active", line -> true)).isZero();
    }

    @Test
    void shouldCountACallThatTheProviderRefused() {
        provider.answers(429, "application/json", "{}");

        call().then().statusCode(429);

        Awaitility.await().untilAsserted(() -> assertThat(value(
                        "gen_ai_client_operation_duration_seconds_count",
                        line -> line.contains("error_type=\"429\"")
                                && line.contains("stagedoor_outcome=\"refused_upstream\"")))
                .isEqualTo(1));
    }

    @Test
    void shouldCountACallWhileItIsUnderWay() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        provider.answers(exchange -> {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ProviderStub.reply(exchange, 200, "application/json", "{}");
        });
        var answered = CompletableFuture.supplyAsync(this::call);

        Awaitility.await().untilAsserted(() -> assertThat(value("stagedoor_calls_active", line -> true))
                .isEqualTo(1));
        mayAnswer.countDown();
        answered.get();
        Awaitility.await().untilAsserted(() -> assertThat(value("stagedoor_calls_active", line -> true))
                .isZero());
    }

    @Test
    void shouldCountWhoWasTurnedAwayByReasonOnly() {
        var unknown = refusals("model_not_found");
        var strangers = refusals("INVALID_TOKEN");

        admin.chat("no-such-model-" + name).then().statusCode(404);
        Api.nobody().chat(name + ":gpt").then().statusCode(401);

        assertThat(refusals("model_not_found")).isEqualTo(unknown + 1);
        assertThat(refusals("INVALID_TOKEN")).isEqualTo(strangers + 1);
        assertThat(lines()).noneMatch(line -> line.contains("no-such-model"));
    }

    @Test
    void shouldTellTheCallerTheIdOfTheRow() {
        var told = call().header("x-stagedoor-call-id");

        Awaitility.await().untilAsserted(() -> assertThat(idOfRow()).isEqualTo(told));
    }

    @Test
    void shouldTellTheIdOfACallThatFailedToo() {
        provider.close();

        var reply = call();

        reply.then().statusCode(502);
        Awaitility.await().untilAsserted(() -> assertThat(idOfRow()).isEqualTo(reply.header("x-stagedoor-call-id")));
    }
}
