package dev.stagedoor.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import dev.stagedoor.support.SilentProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody pays for an answer that nobody hears: when the caller goes away, the provider is told, and a row says so. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CallerLeavesTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Api admin = Api.admin();
    private final String name = "leaving-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    @Test
    void inTheMiddleOfAStream() throws IOException {
        try (var provider = new ProviderStub()) {
            var left = provider.streamsUntilNobodyListens("data: {\"choices\": []}\n\n");
            offer(provider.url());

            try (var caller = call()) {
                assertThat(caller.getInputStream().read()).isPositive();
            }

            assertThat(left).succeedsWithin(A_SECOND);
            assertOneRow("CANCELLED 200");
        }
    }

    @Test
    void whileTheProviderThinks() throws IOException {
        try (var provider =
                new SilentProvider("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n")) {
            offer(provider.url());

            try (var caller = call()) {
                assertThat(caller.getInputStream().read()).isPositive();
            }

            assertThat(provider.left()).succeedsWithin(A_SECOND);
            assertOneRow("CANCELLED 200");
        }
    }

    @Test
    void beforeTheFirstByte() throws IOException {
        try (var provider = new SilentProvider("")) {
            offer(provider.url());

            try (var caller = call()) {
                assertThat(caller.isConnected()).isTrue();
                assertThat(provider.called()).succeedsWithin(Duration.ofSeconds(5));
            }

            assertThat(provider.left()).succeedsWithin(A_SECOND);
            assertOneRow("CANCELLED 499");
        }
    }

    private void offer(String endpoint) {
        admin.integration(name, Map.of("api_key", "sk-leaving", "endpoint", endpoint));
        admin.model(name, "m");
    }

    /** A caller whose connection the test holds in its hand. */
    private Socket call() throws IOException {
        var body = "{\"model\": \"" + name + ":m\", \"stream\": true, \"messages\": []}";
        var caller = new Socket(stagedoor.getHost(), stagedoor.getPort());
        caller.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + admin.credential() + "\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return caller;
    }

    @Test
    @Timeout(20)
    void whileAnAnswerWaitsThatWasThereAtOnce() throws IOException {
        admin.loopback(name);
        admin.model(name, "m");
        var longest = "word ".repeat(200_000);

        try (var caller = RawCall.to(
                stagedoor,
                admin,
                "{\"model\":\"" + name + ":m\",\"stream\":true,\"messages\":[{\"content\":\"" + longest + "\"}]}")) {
            assertThat(caller.readUntil("Loopback")).isTrue();
        }

        assertOneRow("CANCELLED 200");
    }

    private void assertOneRow(String expected) {
        Awaitility.await().untilAsserted(() -> assertThat(Rows.usageOf(name))
                .singleElement(STRING)
                .matches(expected + " \\d+ \\d+ \\d+ estimated"));
        assertThat(underWay()).hasSize(1).allMatch(line -> line.endsWith(" 0.0"));
    }

    private List<String> underWay() {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("stagedoor_calls_active") && line.contains(name))
                .toList();
    }
}
