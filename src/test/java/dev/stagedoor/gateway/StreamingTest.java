package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import dev.stagedoor.support.SilentProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller gets of an answer that is slow, long, or does not end well; with a gateway that has little patience. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(StreamingTest.Impatient.class)
class StreamingTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String COMMENT = ": stagedoor\n\n";
    private static final String EVENT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final Duration A_WHILE = Duration.ofMillis(700);
    private static final Duration TOO_LONG = Duration.ofSeconds(3);

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String integration = "streaming-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    /** Half a second and less for what takes minutes elsewhere. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stagedoor.gateway.heartbeat", "200ms",
                    "stagedoor.gateway.first-byte-timeout", "1500ms",
                    "stagedoor.gateway.response-timeout", "1500ms",
                    "stagedoor.gateway.total-timeout", "2500ms",
                    "stagedoor.gateway.max-answer-size", "1M");
        }
    }

    @BeforeEach
    void offer() {
        offer(provider.url());
    }

    private void offer(String url) {
        admin.integration(integration, Map.of("api_key", "sk-of-the-provider", "endpoint", url));
        admin.model(integration, "m");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Response call(String path, boolean isStreamed) {
        return admin.call(path, "{\"model\":\"" + integration + ":m\",\"stream\":" + isStreamed + "}");
    }

    private Response stream() {
        return call(CHAT, true);
    }

    private static JsonPath errorIn(Response stream) {
        var text = stream.asString();
        assertThat(text)
                .contains("\n\nevent: error\ndata: ")
                .doesNotContain("[DONE]")
                .endsWith("}\n\n");
        return JsonPath.from(text.substring(text.lastIndexOf("data: ") + "data: ".length()));
    }

    @Test
    void shouldPassAStreamOnThatNeedsNoHelp() {
        provider.streams(EVENT, EVENT, DONE);

        var answer = stream();

        answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .body(equalTo(EVENT + EVENT + DONE));
    }

    @Test
    void shouldSendCommentsBeforeTheFirstEvent() {
        provider.answers(exchange -> {
            ProviderStub.think(A_WHILE);
            ProviderStub.beginStream(exchange);
            ProviderStub.write(exchange, EVENT + DONE);
        });

        var answer = stream();

        answer.then()
                .statusCode(200)
                .contentType("text/event-stream")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no");
        assertThat(answer.asString())
                .startsWith(COMMENT + COMMENT)
                .matches("(?s)(" + COMMENT + ")+\\Q" + EVENT + DONE + "\\E");
        assertThatOneRowSays("COMPLETED 200");
    }

    @Test
    void shouldSendCommentsBetweenEventsAndNeverWithinOne() {
        provider.answers(exchange -> {
            ProviderStub.beginStream(exchange);
            ProviderStub.write(exchange, EVENT.substring(0, 20));
            ProviderStub.think(A_WHILE);
            ProviderStub.write(exchange, EVENT.substring(20));
            ProviderStub.think(A_WHILE);
            ProviderStub.write(exchange, DONE);
        });

        var answer = stream();

        assertThat(answer.asString()).matches("(?s)\\Q" + EVENT + "\\E(" + COMMENT + ")+\\Q" + DONE + "\\E");
    }

    @Test
    void shouldSendNoCommentIntoAnAnswerThatIsNoStream() {
        provider.answers(exchange -> {
            ProviderStub.think(A_WHILE);
            ProviderStub.reply(exchange, 200, "application/json", "{\"choices\":[]}");
        });

        call(CHAT, false).then().statusCode(200).body(equalTo("{\"choices\":[]}"));
    }

    @Test
    void shouldAnswerAnErrorThatComesAtOnceWithItsStatus() {
        provider.answers(429, "application/json", "{\"error\":{\"message\":\"Slow down\"}}");

        stream().then().statusCode(429).body("error.message", equalTo("Slow down"));
    }

    @Test
    void shouldSayAnErrorThatComesLateInTheStream() {
        provider.answers(exchange -> {
            ProviderStub.think(A_WHILE);
            ProviderStub.reply(
                    exchange,
                    429,
                    "application/json",
                    "{\n\"error\": {\"message\": \"Slow down\",\n\"type\": \"tokens\", \"code\": \"rate_limit_exceeded\"}\n}");
        });

        var answer = stream();

        answer.then().statusCode(200).contentType("text/event-stream");
        assertThat(answer.asString()).startsWith(COMMENT);
        var error = errorIn(answer);
        assertThat(error.getString("error.message")).isEqualTo("Slow down");
        assertThat(error.getString("error.code")).isEqualTo("rate_limit_exceeded");
        Awaitility.await()
                .untilAsserted(() -> assertThat(Rows.usageOf(integration)).containsExactly("REFUSED_UPSTREAM 429"));
    }

    @Test
    void shouldSayLateThatTheAnswerIsNoStream() {
        provider.answers(exchange -> {
            ProviderStub.think(A_WHILE);
            ProviderStub.reply(exchange, 200, "application/json", "{\"choices\":[]}");
        });

        assertThat(errorIn(stream()).getString("error.code")).isEqualTo("upstream_unusable");
    }

    @Test
    void shouldSayLateThatTheProviderDidNotBegin() {
        provider.answers(exchange -> ProviderStub.think(TOO_LONG));

        var answer = stream();

        answer.then().statusCode(200);
        assertThat(errorIn(answer).getString("error.code")).isEqualTo("upstream_timeout");
        Awaitility.await()
                .untilAsserted(() -> assertThat(Rows.usageOf(integration)).containsExactly("FAILED 504"));
    }

    @Test
    void shouldAnswer504WhenTheProviderDoesNotBegin() {
        provider.answers(exchange -> ProviderStub.think(TOO_LONG));

        call(CHAT, false).then().statusCode(504).body("error.code", equalTo("upstream_timeout"));
    }

    @Test
    void shouldEndAStreamInWhichTheProviderFallsSilent() {
        provider.answers(exchange -> {
            ProviderStub.beginStream(exchange);
            ProviderStub.write(exchange, EVENT);
            ProviderStub.think(TOO_LONG);
            ProviderStub.write(exchange, DONE);
        });

        var answer = stream();

        assertThat(answer.asString()).startsWith(EVENT + COMMENT);
        assertThat(errorIn(answer).getString("error.code")).isEqualTo("upstream_timeout");
    }

    @Test
    void shouldEndAStreamThatGoesOnForTooLong() {
        provider.answers(exchange -> {
            ProviderStub.beginStream(exchange);
            for (var i = 0; i < 100; i++) {
                ProviderStub.write(exchange, EVENT);
                ProviderStub.think(Duration.ofMillis(50));
            }
        });

        assertThat(errorIn(stream()).getString("error.code")).isEqualTo("upstream_timeout");
    }

    @Test
    void shouldEndAStreamThatIsTooLong() {
        provider.streams(EVENT, "data: " + "x".repeat(1 << 20) + "\n\n", DONE);

        var answer = stream();

        assertThat(answer.asString()).startsWith(EVENT);
        assertThat(errorIn(answer).getString("error.code")).isEqualTo("upstream_unusable");
    }

    @Test
    void shouldBreakOffAnAnswerThatIsTooLong() {
        provider.answers(200, "application/json", "\"" + "x".repeat(1 << 20) + "\"");
        var request = HttpRequest.newBuilder(stagedoor.resolve(CHAT))
                .header("Authorization", "Bearer " + admin.credential())
                .POST(BodyPublishers.ofString("{\"model\":\"" + integration + ":m\"}"))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldSayErrorsOfTheResponsesApiInItsOwnShape() {
        provider.breaksOffAfter("text/event-stream", "event: response.created\ndata: {}\n\n");

        var answer = call("/v1/responses", true);

        var error = errorIn(answer);
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getString("code")).isEqualTo("upstream_unreachable");
        assertThat(error.getString("message")).isNotEmpty();
        assertThat(error.getMap("$")).containsKeys("param", "sequence_number", "error");
    }

    @Test
    void shouldTellTheProviderWhenTheCallerLeavesAfterTheFirstComment() throws IOException {
        try (var silent = new SilentProvider("")) {
            offer(silent.url());
            var caller = RawCall.to(stagedoor, admin, "{\"model\":\"" + integration + ":m\",\"stream\":true}");

            try (caller) {
                assertThat(caller.readUntil(COMMENT)).isTrue();
            }

            assertThat(silent.left()).succeedsWithin(Duration.ofSeconds(1));
            assertThatOneRowSays("CANCELLED 499");
        }
    }

    private void assertThatOneRowSays(String outcome) {
        Awaitility.await().untilAsserted(() -> assertThat(Rows.usageOf(integration))
                .singleElement(STRING)
                .matches(outcome + " \\d+ \\d+ \\d+ estimated"));
    }
}
