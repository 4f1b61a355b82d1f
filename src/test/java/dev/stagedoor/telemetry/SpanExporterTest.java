package dev.stagedoor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.telemetry.Span.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanExporterTest {
    private static final Span SPAN = new Span(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            null,
            "chat \"gpt\"\n",
            Kind.CLIENT,
            1_764_100_800_250_000_000L,
            1_764_100_801_250_000_000L,
            Map.of("tokens", 5L),
            true);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ProviderStub collector = new ProviderStub();

    @AfterEach
    void stop() {
        collector.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SpanExporter exporter(String address) {
        return new SpanExporter(
                vertx, Samples.tracing(address, 1), JsonMapper.builder().build(), metrics);
    }

    private double dropped() {
        return metrics.counter("stagedoor.spans.dropped").count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1/traces"})
    void shouldSendSpansAsOtlpWritesThem(String path) {
        exporter(collector.url() + path).add(SPAN);

        Awaitility.await().untilAsserted(() -> assertThat(collector.requests()).hasSize(1));
        var sent = collector.lastRequest();
        assertThat(sent.method() + " " + sent.path()).isEqualTo("POST /v1/traces");
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        assertThat(sent.header("x-tenant")).isEqualTo("me");
        var resource = new JsonObject(sent.text()).getJsonArray("resourceSpans").getJsonObject(0);
        assertThat(resource.getJsonObject("resource").encode()).contains("service.name", "stagedoor");
        assertThat(resource.getJsonArray("scopeSpans")
                        .getJsonObject(0)
                        .getJsonArray("spans")
                        .getJsonObject(0))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331",
                                 "name": "chat \\"gpt\\"\\n", "kind": 3,
                                 "startTimeUnixNano": "1764100800250000000", "endTimeUnixNano": "1764100801250000000",
                                 "attributes": [{"key": "tokens", "value": {"intValue": "5"}}], "status": {"code": 2}}
                                """));
    }

    @Test
    void shouldDropAndCountSpansThatTheCollectorRefuses() {
        collector.answers(503, "text/plain", "later");

        exporter(collector.url()).add(SPAN);

        Awaitility.await().untilAsserted(() -> assertThat(dropped()).isEqualTo(1));
    }

    @Test
    void shouldDropAndCountSpansWhenTheCollectorIsAway() {
        collector.close();
        var exporter = exporter(collector.url());
        for (var i = 0; i < 10_000; i++) {
            exporter.add(SPAN);
        }

        Awaitility.await().untilAsserted(() -> assertThat(dropped()).isEqualTo(10_000));
    }

    @Test
    void shouldSendWhatIsLeftWhenItStops() {
        var exporter = exporter(collector.url());
        exporter.add(SPAN);

        exporter.finish().await().atMost(Duration.ofSeconds(10));

        assertThat(collector.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4318", "ftp://collector", "/v1/traces"})
    void shouldRefuseAtStartWhatIsNoAddress(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exporter(address))
                .withMessageContaining("stagedoor.telemetry.traces-endpoint");
    }
}
