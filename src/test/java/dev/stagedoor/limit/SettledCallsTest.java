package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import dev.stagedoor.support.SilentProvider;
import dev.stagedoor.support.VirtualClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a call ends, limits have counted what its usage row says, once, and hold nothing of it any longer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SettledCallsTest {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final String USAGE = "{\"prompt_tokens\":30,\"completion_tokens\":12,\"total_tokens\":42}";
    private static final String WORDS = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";

    private final ProviderStub provider = new ProviderStub();

    @Inject
    VirtualClock clock;

    @TestHTTPResource
    URI server;

    private LimitedWorld world;

    @BeforeEach
    void aDayThatDoesNotEnd() {
        clock.stopAt(Instant.parse("2026-11-25T10:20:00Z"));
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
        provider.close();
    }

    /** A model that costs a dollar for a million tokens of the prompt, and three for those of the answer. */
    private void offer(String url) {
        world = new LimitedWorld(url);
        world.admin
                .put(
                        "/api/integrations/provider/" + world.integration + "/integration/m/price",
                        Map.of("input", 1, "output", 3))
                .then()
                .statusCode(200);
        world.limit("INTEGRATION", world.model, "REQUESTS DAY 100", "TOKENS DAY 1000000", "MONEY DAY 50");
    }

    private String body(boolean isStreamed) {
        return "{\"model\":\"" + world.model + "\",\"stream\":" + isStreamed + ",\"max_tokens\":200,\"messages\":[]}";
    }

    private Response call(boolean isStreamed) {
        return world.application.api().call("/v1/chat/completions", body(isStreamed));
    }

    /** That one call was counted, as its row tells, and nothing is reserved by now. */
    private void assertSettledAsItsRowTells(String outcome) {
        Awaitility.await().untilAsserted(() -> {
            var row = Rows.list("select outcome, total_tokens, cost_nanos from usage_entry where integration = '"
                            + world.integration + "'")
                    .getFirst();
            assertThat(row.getFirst()).isEqualTo(outcome);
            var limits = limits();
            assertThat(limits.getList("reserved", BigDecimal.class)).allMatch(held -> held.signum() == 0);
            assertThat(used(limits, "REQUESTS")).isEqualByComparingTo("1");
            assertThat(used(limits, "TOKENS")).isEqualByComparingTo(row.get(1));
            assertThat(used(limits, "MONEY").multiply(NANOS)).isEqualByComparingTo(row.get(2));
        });
    }

    private JsonPath limits() {
        return JsonPath.from(world.admin
                        .get("/api/limits/INTEGRATION/" + world.model)
                        .asString())
                .using(JsonPathConfig.jsonPathConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
    }

    private static BigDecimal used(JsonPath limits, String counts) {
        return new BigDecimal(limits.getString("find { it.counts == '" + counts + "' }.used"));
    }

    private long tokensUsed() {
        return used(limits(), "TOKENS").longValueExact();
    }

    @Test
    void anAnswerInOnePiece() {
        offer(provider.answers(200, "application/json", "{\"usage\":" + USAGE + "}")
                .url());

        call(false).then().statusCode(200);

        assertSettledAsItsRowTells("COMPLETED");
        assertThat(tokensUsed()).isEqualTo(42);
    }

    @Test
    void aStreamThatTellsItsUsage() {
        offer(provider.streams(WORDS, "data: {\"choices\":[],\"usage\":" + USAGE + "}\n\n", "data: [DONE]\n\n")
                .url());

        call(true).then().statusCode(200).body(containsString("[DONE]"));

        assertSettledAsItsRowTells("COMPLETED");
        assertThat(tokensUsed()).isEqualTo(42);
    }

    @Test
    void aStreamThatTellsNothing() {
        offer(provider.streams(WORDS, "data: [DONE]\n\n").url());

        call(true).then().statusCode(200).body(containsString("[DONE]"));

        assertSettledAsItsRowTells("COMPLETED");
        assertThat(tokensUsed()).isBetween(2L, 199L);
    }

    @Test
    void anAnswerThatBreaksOff() {
        offer(provider.breaksOffAfter("text/event-stream", WORDS).url());

        call(true).then().statusCode(200).body(containsString("event: error"));

        assertSettledAsItsRowTells("CUT_OFF");
        assertThat(tokensUsed()).isBetween(2L, 199L);
    }

    @Test
    void aCallerWhoLeavesInTheMiddle() throws IOException {
        var left = provider.streamsUntilNobodyListens(WORDS);
        offer(provider.url());

        leaveAfterTheFirstByte();

        assertThat(left).succeedsWithin(Duration.ofSeconds(10));
        assertSettledAsItsRowTells("CANCELLED");
    }

    private void leaveAfterTheFirstByte() throws IOException {
        try (var caller = connection()) {
            assertThat(caller.getInputStream().read()).isPositive();
        }
    }

    private Socket connection() throws IOException {
        var body = body(true);
        var caller = new Socket(server.getHost(), server.getPort());
        caller.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + world.application.apiKey() + "\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return caller;
    }

    @Test
    void aCallerWhoLeavesBeforeTheFirstByte() throws IOException {
        try (var silent = new SilentProvider("")) {
            offer(silent.url());

            try (var caller = connection()) {
                assertThat(caller.isConnected()).isTrue();
                assertThat(silent.called()).succeedsWithin(Duration.ofSeconds(10));
            }

            assertSettledAsItsRowTells("CANCELLED");
            assertThat(tokensUsed()).isPositive();
        }
    }

    @Test
    void aProviderThatRefuses() {
        offer(provider.answers(400, "application/json", "{}").url());

        call(false).then().statusCode(400);

        assertSettledAsItsRowTells("REFUSED_UPSTREAM");
        assertThat(tokensUsed()).isZero();
    }

    @Test
    void aProviderThatIsAway() {
        provider.close();
        offer(provider.url());

        call(false).then().statusCode(502);

        assertSettledAsItsRowTells("FAILED");
        assertThat(tokensUsed()).isZero();
    }

    @Test
    void aCallThatItsProviderCannotTakeCountsNothing() {
        world = new LimitedWorld(name -> Api.admin()
                .post(
                        "/api/integrations/provider/" + name,
                        Map.of(
                                "type",
                                "azure_openai",
                                "configuration",
                                Map.of("api_key", "sk", "endpoint", provider.url())))
                .then()
                .statusCode(200));
        world.limit("INTEGRATION", world.model, "REQUESTS DAY 1", "TOKENS DAY 1000");

        world.application
                .api()
                .call("/v1/audio/speech", "{\"model\":\"" + world.model + "\",\"input\":\"Hello\"}")
                .then()
                .statusCode(400);

        call(false).then().statusCode(200);
    }

    @Test
    void anImageInTheBodyNeedsNoRoomForItsBytes() {
        offer(provider.answers(200, "application/json", "{\"usage\":" + USAGE + "}")
                .url());
        world.limit("INTEGRATION", world.model, "TOKENS DAY 5000");
        var image = "data:image/png;base64," + "A".repeat(500_000);

        world.application
                .api()
                .call(
                        "/v1/chat/completions",
                        "{\"model\":\"" + world.model + "\",\"max_tokens\":200,\"messages\":[{\"role\":\"user\","
                                + "\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + image + "\"}}]}]}")
                .then()
                .statusCode(200);
    }

    /** A call costs 66 millionths of a dollar, and reserves less than a thousandth. */
    @Test
    void moneyThatIsSpentIsRefused() {
        offer(provider.answers(200, "application/json", "{\"usage\":" + USAGE + "}")
                .url());
        world.limit("APPLICATION", world.application.id(), "MONEY MONTH 0.00075");

        call(false).then().statusCode(200);
        call(false).then().statusCode(200);
        call(false)
                .then()
                .statusCode(429)
                .header("x-should-retry", "false")
                .body("error.code", equalTo("insufficient_quota"))
                .body("error.message", containsString("0.00075 US dollars a month"));

        clock.advance(Duration.ofDays(6));
        call(false).then().statusCode(200);
    }
}
