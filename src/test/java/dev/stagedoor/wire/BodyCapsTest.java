package dev.stagedoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nobody can send more than is good for all (attack 15), and is told so before having sent it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BodyCapsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int LIMIT = 32 * MEGABYTE;

    private final Api admin = Api.admin();
    private final String integration = "caps-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    @BeforeEach
    void offer() {
        admin.loopback(integration);
        admin.model(integration, "echo");
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @Test
    void shouldTakeACallThatIsNestedAsDeeplyAsAnySchemaIs() {
        admin.call("/v1/chat/completions", callWith(nested(150))).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 600})
    void shouldRefuseACallThatIsNestedTooDeeply(int depth) {
        admin.call("/v1/chat/completions", callWith(nested(depth)))
                .then()
                .statusCode(400)
                .body("error.param", equalTo("body"))
                .body("error.message", containsString("nested too deeply"));
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 600})
    void shouldRefuseAChangeThatIsNestedTooDeeply(int depth) {
        admin.post(
                        "/api/integrations/provider/" + integration,
                        "{\"type\":\"loopback\",\"configuration\":{\"x\":" + nested(depth) + "}}")
                .then()
                .statusCode(400)
                .body("message", containsString("nested too deeply"));
    }

    private String callWith(String value) {
        return "{\"model\":\"" + integration + ":echo\",\"messages\":[],\"x\":" + value + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/api/groups/g"})
    @Timeout(20)
    void shouldRefuseABodyByItsLengthBeforeItIsSent(String path) throws IOException {
        try (var client = begin(path, "Content-Length: " + 4L * LIMIT)) {
            client.getOutputStream().write(new byte[2 * MEGABYTE]);

            assertThat(statusLine(client)).contains(" 413 ");
        }
    }

    @Test
    @Timeout(60)
    void shouldRefuseABodyInChunksAtTheFirstByteTooMany() throws IOException {
        try (var client = begin("/v1/chat/completions", "Transfer-Encoding: chunked")) {
            var writer = Thread.ofPlatform().daemon().start(() -> writeChunks(client, 40));

            assertThat(statusLine(client)).contains(" 413 ");
            writer.interrupt();
        }
    }

    private static void writeChunks(Socket client, int megabytes) {
        try {
            var chunk = (Integer.toHexString(MEGABYTE) + "\r\n" + " ".repeat(MEGABYTE) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (var i = 0; i < megabytes; i++) {
                client.getOutputStream().write(chunk);
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000})
    @Timeout(20)
    void shouldRefuseHeadersThatAreTooLongOrTooMany(int count) throws IOException {
        var length = 40_000 / count;
        var headers = new StringBuilder();
        for (var i = 0; i < count; i++) {
            headers.append("x")
                    .append(i)
                    .append(": ")
                    .append("v".repeat(length))
                    .append("\r\n");
        }
        try (var client = begin("/v1/models", headers.toString().strip())) {
            assertThat(statusLine(client)).contains(" 431 ");
        }
    }

    private Socket begin(String path, String header) throws IOException {
        var client = new Socket(stagedoor.getHost(), stagedoor.getPort());
        client.getOutputStream()
                .write(("PUT " + path + " HTTP/1.1\r\n")
                        .replace("PUT /v1", "POST /v1")
                        .getBytes(StandardCharsets.UTF_8));
        client.getOutputStream()
                .write(("Host: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                + admin.credential() + "\r\nX-Authorization: " + admin.credential() + "\r\n" + header
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private static String statusLine(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
