package dev.stagedoor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.FreePort;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(TracesTest.Traced.class)
class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PROMPT = "What nobody but the provider may read";

    private final Api admin = Api.admin();
    private final String name = "traced-" + UUID.randomUUID();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private ProviderStub collector;

    /** With a collector that each test starts. */
    public static final class Traced implements QuarkusTestProfile {
        static int port() {
            return FreePort.named("collector");
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "stagedoor.telemetry.traces-endpoint",
                    "http://localhost:" + port(),
                    "stagedoor.telemetry.traces-propagated",
                    "true");
        }
    }

    @BeforeEach
    void offer() {
        collector = new ProviderStub(Traced.port());
        admin.integration(name, Map.of("api_key", "sk-x", "endpoint", provider.url()));
        admin.model(name, "gpt");
    }

    @AfterEach
    void stop() {
        provider.close();
        collector.close();
    }

    private Response call(String traceparent) {
        var body = Map.of("model", name + ":gpt", "messages", List.of(Map.of("role", "user", "content", PROMPT)));
        return admin.request()
                .header("traceparent", traceparent)
                .body(body)
                .post("/v1/chat/completions?api_key=sk-in-a-query");
    }

    /** What the collector has of this test, by the name of the span. */
    private Map<String, JsonObject> spans() {
        return collector.requests().stream()
                .flatMap(request -> new JsonObject(request.text()).getJsonArray("resourceSpans").stream())
                .flatMap(resource -> ((JsonObject) resource).getJsonArray("scopeSpans").stream())
                .flatMap(scope -> ((JsonObject) scope).getJsonArray("spans").stream())
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(span -> span.getString("name"), span -> span));
    }

    private static Map<String, String> attributes(JsonObject span) {
        return span.getJsonArray("attributes").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(
                        attribute -> attribute.getString("key"),
                        attribute -> String.valueOf(attribute
                                .getJsonObject("value")
                                .iterator()
                                .next()
                                .getValue())));
    }

    private Map<String, JsonObject> twoSpans() {
        Awaitility.await().untilAsserted(() -> assertThat(spans()).hasSize(2));
        return spans();
    }

    @Test
    void shouldTellOfACallWithinTheTraceOfItsCaller() {
        var reply = call("00-" + TRACE + "-" + SPAN + "-01");

        var server = twoSpans().get("POST /v1/chat/completions");
        var client = spans().get("chat gpt");
        assertThat(server.getString("traceId")).isEqualTo(TRACE);
        assertThat(server.getString("parentSpanId")).isEqualTo(SPAN);
        assertThat(client.getString("traceId")).isEqualTo(TRACE);
        assertThat(client.getString("parentSpanId")).isEqualTo(server.getString("spanId"));
        assertThat(attributes(server))
                .containsEntry("http.route", "/v1/chat/completions")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("stagedoor.call.id", reply.header("x-stagedoor-call-id"));
        assertThat(attributes(client))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "gpt")
                .containsEntry("stagedoor.integration", name)
                .containsEntry("server.address", "localhost")
                .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens")
                .doesNotContainKey("error.type");
    }

    @Test
    void shouldTellTheProviderTheTraceWhenConfigured() {
        call("00-" + TRACE + "-" + SPAN + "-01");

        assertThat(provider.lastRequest().header("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + twoSpans().get("chat gpt").getString("spanId") + "-01");
    }

    @Test
    void shouldTellNothingThatTheCallerWrote() {
        call("00-" + TRACE + "-" + SPAN + "-01");

        twoSpans();
        assertThat(collector.requests()).allSatisfy(request -> assertThat(request.text())
                .doesNotContain(PROMPT, "sk-in-a-query", "sk-x", Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET));
    }

    @Test
    void shouldSayHowACallFailed() {
        provider.answers(500, "application/json", "{}");

        call("none");

        var server = twoSpans().get("POST /v1/chat/completions");
        assertThat(server.getString("parentSpanId")).isNull();
        assertThat(server.getJsonObject("status").getInteger("code")).isEqualTo(2);
        assertThat(attributes(spans().get("chat gpt"))).containsEntry("error.type", "500");
    }

    @Test
    void shouldNotTraceWhatTheCallerKeepsNoTraceOf() {
        call("00-" + TRACE + "-" + SPAN + "-00");
        call("00-" + SPAN + SPAN + "-" + SPAN + "-01");

        assertThat(twoSpans().values())
                .allMatch(span -> span.getString("traceId").equals(SPAN + SPAN));
    }
}
