package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That nothing is changed on the way but the name of the model (attack 18): a gateway that rewrites what a model is told, or
 * the tools that it calls, could make agents do anything.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ByteIdenticalTest {
    private static final long SEED = 20261125;

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String integration = "bytes-" + UUID.randomUUID();

    @TestHTTPResource("/v1/chat/completions")
    URI chat;

    @BeforeEach
    void offer() {
        admin.integration(integration, Map.of("api_key", "sk-bytes", "endpoint", provider.url()));
        admin.model(integration, "m");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private HttpResponse<byte[]> call(byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(chat)
                .header("Authorization", "Bearer " + admin.credential())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    private String named(String body) {
        return body.replace("MODEL", integration + ":m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"MODEL\",\"unknown\":{\"b\":1,\"a\":null,\"a\":2},\"n\":1.0e+00}",
                " {\r\n\t\"messages\" : [ {\"content\":\"\\u0041\\/ \\ud83d\\ude00 😀\"} ] , \"model\":\"MODEL\" }\n ",
                "{\"model\":\"MODEL\",\"seed\":12345678901234567890123,\"temperature\":0.10000000000000000001}",
                "{\"model\":\"MODEL\",\"tools\":[{\"function\":{\"name\":\"rm\",\"arguments\":\"{ \\\"x\\\" :1}\"}}],\"\":[]}",
                "{\"stream_options\":{\"x\":[],\"include_usage\":true},\"stream\":true,\"model\":\"MODEL\",\"__proto__\":{}}",
            })
    void shouldHandABodyOnToTheByte(String body) throws IOException, InterruptedException {
        call(named(body).getBytes(StandardCharsets.UTF_8));

        assertThat(provider.lastRequest().text()).isEqualTo(body.replace("MODEL", "m"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/octet-stream",
                "audio/mpeg",
                "text/plain; charset=iso-8859-1",
                "text/event-stream"
            })
    void shouldHandAnyBytesOfAnAnswerBack(String contentType) throws IOException, InterruptedException {
        var bytes = new byte[300_000];
        new Random(SEED).nextBytes(bytes);
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(bytes);
        });

        var answer = call(named("{\"model\":\"MODEL\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
        assertThat(answer.body()).isEqualTo(bytes);
    }

    @Test
    void shouldHandEventsBackHoweverTheyAreWrittenAndCut() throws IOException, InterruptedException {
        var events = String.join(
                "",
                ": comment\r\n\r\nid:7\rdata:{ \"choices\" :[ ]}\r\r",
                "event: keepalive\ndata: {\"sequence_number\":1}\n\n",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}}]}\n\n",
                "retry: 5\ndata: é😀\n\nunknown: field\n\n",
                "data: [DONE]\n\n");
        var pieces = new Random(SEED);
        provider.answers(exchange -> {
            ProviderStub.beginStream(exchange);
            var bytes = events.getBytes(StandardCharsets.UTF_8);
            for (var at = 0; at < bytes.length; ) {
                var length = Math.min(1 + pieces.nextInt(9), bytes.length - at);
                exchange.getResponseBody().write(bytes, at, length);
                exchange.getResponseBody().flush();
                at += length;
            }
        });

        var answer = call(named("{\"model\":\"MODEL\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(events);
    }
}
