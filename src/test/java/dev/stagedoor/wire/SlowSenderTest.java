package dev.stagedoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.SlowProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That clients who hardly send anything hold nobody else up, and not even their connection for long (attack 15). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(SlowSenderTest.Impatient.class)
class SlowSenderTest {
    /** More than there are threads that may wait. */
    private static final int MANY = 250;

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final List<String> LINES =
            List.of("POST /v1/chat/completions", "PUT /api/groups/slow", "POST /v1/audio/transcriptions");

    private final Api admin = Api.admin();
    private final List<Socket> slow = new ArrayList<>();

    @TestHTTPResource
    URI stagedoor;

    /** Half of what it takes elsewhere, and long enough for a slow machine to serve others meanwhile. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stagedoor.body.timeout", TIMEOUT.toMillis() + "ms");
        }
    }

    @AfterEach
    void close() throws IOException {
        for (var socket : slow) {
            socket.close();
        }
    }

    @Test
    void shouldServeOthersAndCutSlowSendersOff() throws IOException {
        for (var i = 0; i < MANY; i++) {
            slow.add(beginning(LINES.get(i % LINES.size())));
        }
        var begun = System.nanoTime();

        var name = "beside-" + UUID.randomUUID();
        admin.loopback(name);
        admin.model(name, "echo");
        admin.chat(name + ":echo").then().statusCode(200);
        admin.put("/api/groups/" + name, Map.of("description", "x".repeat(15_000)))
                .then()
                .statusCode(oneOf(200, 400));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("nobody waited for a slow sender to be cut off")
                .isLessThan(TIMEOUT);

        for (var socket : slow) {
            assertThat(isCutOff(socket)).isTrue();
        }
    }

    @Test
    void shouldNotBlameWhoUploadsForAProviderThatIsSlow() throws Exception {
        try (var provider = new SlowProvider("{}");
                var client = HttpClient.newHttpClient()) {
            var name = "slow-" + UUID.randomUUID();
            admin.integration(name, Map.of("api_key", "sk-slow", "endpoint", provider.url()));
            admin.model(name, "whisper");

            var answer = client.sendAsync(upload(name + ":whisper"), BodyHandlers.ofString());

            assertThat(provider.reached()).succeedsWithin(TIMEOUT);
            Awaitility.await()
                    .during(TIMEOUT.plusSeconds(3))
                    .atMost(TIMEOUT.multipliedBy(2))
                    .until(() -> !answer.isDone());
            provider.goOn();
            assertThat(answer).succeedsWithin(TIMEOUT).returns(200, HttpResponse::statusCode);
        }
    }

    /** More than all buffers on the way hold. */
    private HttpRequest upload(String model) {
        var part = "--b\r\nContent-Disposition: form-data; name=";
        var form = part + "\"model\"\r\n\r\n" + model + "\r\n" + part + "\"file\"; filename=\"a\"\r\n\r\n"
                + "x".repeat(64 << 20) + "\r\n--b--\r\n";
        return HttpRequest.newBuilder(stagedoor.resolve("/v1/audio/transcriptions"))
                .header("Authorization", "Bearer " + admin.credential())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    /** A request whose body has begun, and will not end. */
    private Socket beginning(String line) throws IOException {
        var socket = new Socket(stagedoor.getHost(), stagedoor.getPort());
        socket.setSoTimeout((int) TIMEOUT.multipliedBy(3).toMillis());
        socket.getOutputStream()
                .write((line
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + typeOf(line)
                                + "\r\nAuthorization: Bearer "
                                + admin.credential() + "\r\nX-Authorization: " + admin.credential()
                                + "\r\nContent-Length: 100000\r\n\r\n" + beginningOf(line) + "x".repeat(12_000))
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String beginningOf(String line) {
        return line.contains("audio")
                ? "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                : "{\"x\":\"";
    }

    private static String typeOf(String line) {
        return line.contains("audio") ? "multipart/form-data; boundary=x" : "application/json";
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }
}
