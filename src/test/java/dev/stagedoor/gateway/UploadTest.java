package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import dev.stagedoor.support.SlowProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forms with files pass through: to the byte but for the model's name, at the pace of the slower side, and never held. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(UploadTest.Limited.class)
class UploadTest {
    private static final int MEGABYTE = 1 << 20;
    private static final String BOUNDARY = "----b0undary";
    private static final String TRANSCRIPT =
            "{\"text\":\"Guten Tag\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,"
                    + "\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":14},\"output_tokens\":45,\"total_tokens\":59}}";

    /** Megabytes; less than elsewhere, so that what is longer does not take long. */
    private static final long LIMIT = 310;

    private final Api admin = Api.admin();
    private final String integration = "uploads-" + UUID.randomUUID();
    private final ProviderStub provider = new ProviderStub().answers(200, "application/json", TRANSCRIPT);
    private final HttpClient client = HttpClient.newHttpClient();

    /** Takes shorter forms. */
    public static final class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stagedoor.gateway.upload-limit", LIMIT + "M");
        }
    }

    @TestHTTPResource("/v1/audio/transcriptions")
    URI transcriptions;

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    private void offer(String url) {
        offer(url, Map.of());
    }

    private void offer(String url, Map<String, String> more) {
        var configuration = new HashMap<String, Object>(more);
        configuration.putAll(Map.of("api_key", "sk-uploads", "endpoint", url));
        admin.integration(integration, configuration);
        admin.model(integration, "whisper-1");
    }

    private static String field(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private String model() {
        return field("model", integration + ":whisper-1");
    }

    private static String fileHead() {
        return "--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"däy.wav\"\r\nContent-Type: audio/wav\r\n\r\n";
    }

    private static String file(int size) {
        return fileHead() + "\n\r".repeat(size / 2) + "\r\n";
    }

    private static String end() {
        return "--" + BOUNDARY + "--\r\n";
    }

    private HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return send(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request(body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(BodyPublisher body) {
        return HttpRequest.newBuilder(transcriptions)
                .header("Authorization", "Bearer " + admin.credential())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body);
    }

    @Test
    void aFormArrivesToTheByteButForTheModelWithTheLengthItNowHas() throws IOException, InterruptedException {
        offer(provider.url());
        var rest = file(3 * MEGABYTE) + field("language", "de") + field("timestamp_granularities[]", "word") + end();

        var answered = send(field("prompt", "ü") + model() + rest);

        var arrived = provider.lastRequest();
        var expected = field("prompt", "ü") + field("model", "whisper-1") + rest;
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo(TRANSCRIPT);
        assertThat(arrived.path()).isEqualTo("/v1/audio/transcriptions");
        assertThat(arrived.text()).isEqualTo(expected);
        assertThat(arrived.header("Content-Type")).isEqualTo("multipart/form-data; boundary=" + BOUNDARY);
        assertThat(arrived.header("Content-Length"))
                .isEqualTo(String.valueOf(expected.getBytes(StandardCharsets.UTF_8).length));
        assertThat(arrived.header("Authorization")).isEqualTo("Bearer sk-uploads");
        assertRow("COMPLETED 200 14 45 59");
    }

    @Test
    void theModelMayFollowAFileThatIsNotTooLong() throws IOException, InterruptedException {
        offer(provider.url());

        var answered = send(file(900_000) + model() + end());

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(provider.lastRequest().text()).isEqualTo(file(900_000) + field("model", "whisper-1") + end());
    }

    @Test
    void aModelThatFollowsALongFileIsRefusedWithTheReason() throws IOException, InterruptedException {
        offer(provider.url());

        var refused = send(file(4 * MEGABYTE) + model() + end());

        assertRefused(refused, 400, "model", "before the file");
    }

    @Test
    void aSecondModelBehindTheFileIsRefusedAndNeverArrives() throws IOException, InterruptedException {
        offer(provider.url());

        var refused = send(model() + file(4 * MEGABYTE) + field("model", "gpt-secret") + end());

        assertRefused(refused, 400, "body", "names its model twice");
    }

    @Test
    void aFormWithoutAnEndIsRefused() throws IOException, InterruptedException {
        offer(provider.url());

        assertRefused(send(model() + file(4 * MEGABYTE)), 400, "body", "breaks off");
    }

    @Test
    void whatIsNoFormIsRefused() throws IOException, InterruptedException {
        var json = request(BodyPublishers.ofString("{\"model\":\"m\"}"))
                .setHeader("Content-Type", "application/json")
                .build();

        assertRefused(client.send(json, BodyHandlers.ofString()), 400, "Content-Type", "multipart/form-data");
    }

    @Test
    void aBoundaryThatIsTooLongIsRefused() throws IOException, InterruptedException {
        var odd = request(BodyPublishers.ofString("x"))
                .setHeader("Content-Type", "multipart/form-data; boundary=" + "b".repeat(71))
                .build();

        assertRefused(client.send(odd, BodyHandlers.ofString()), 400, "Content-Type", "70 characters");
    }

    @Test
    void aModelThatIsNotThereIsNotFoundAlthoughTheFileStillComes() throws IOException, InterruptedException {
        var refused = send(field("model", integration + ":nobody") + file(20 * MEGABYTE) + end());

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(JsonPath.from(refused.body()).getString("error.code")).isEqualTo("model_not_found");
    }

    private void assertRefused(HttpResponse<String> refused, int status, String param, String message) {
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(JsonPath.from(refused.body()).getString("error.param")).isEqualTo(param);
        assertThat(JsonPath.from(refused.body()).getString("error.message")).contains(message);
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void aFormThatSaysItIsTooLongIsRefusedBeforeItIsSent() throws IOException {
        try (var caller = open("Content-Length: " + 2 * LIMIT * MEGABYTE, "")) {
            assertThat(statusLine(caller)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        }
    }

    @Test
    void aFormThatTurnsOutTooLongIsRefusedAndBrokenOff() throws Exception {
        try (var slow = new SlowProvider(TRANSCRIPT)) {
            offer(slow.url());
            slow.goOn();

            var refused = send(BodyPublishers.ofInputStream(() -> largeForm(LIMIT * MEGABYTE)));

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(slow.left()).succeedsWithin(Duration.ofSeconds(20));
            assertRow("FAILED 413");
        }
    }

    @Test
    void whoAsksWhetherToGoOnIsTold() throws IOException {
        offer(provider.url());
        var body = (model() + file(10) + end()).getBytes(StandardCharsets.UTF_8);

        try (var caller = open("Expect: 100-continue\r\nContent-Length: " + body.length, "")) {
            assertThat(statusLine(caller)).isEqualTo("HTTP/1.1 100 Continue");
            caller.getOutputStream().write(body);
            assertThat(statusLine(caller)).isEmpty();
            assertThat(statusLine(caller)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private Socket open(String header, String body) throws IOException {
        var caller = new Socket(transcriptions.getHost(), transcriptions.getPort());
        caller.setSoTimeout(10_000);
        caller.getOutputStream()
                .write(("POST /v1/audio/transcriptions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + admin.credential() + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY
                                + "\r\n" + header + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return caller;
    }

    private static String statusLine(Socket caller) throws IOException {
        var line = new StringBuilder();
        for (var c = caller.getInputStream().read();
                c >= 0 && c != '\n';
                c = caller.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Test
    void threeHundredMegabytesPassAtThePaceOfTheProviderAndAreNeverHeld() throws Exception {
        try (var slow = new SlowProvider(TRANSCRIPT)) {
            offer(slow.url());
            var sent = new AtomicLong();
            var size = 300L * MEGABYTE;
            var length = (model() + fileHead() + "\r\n" + end()).getBytes(StandardCharsets.UTF_8).length + size;
            var body = BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> new Counted(largeForm(size), sent)), length);

            var answer = client.sendAsync(request(body).build(), BodyHandlers.ofString());

            assertThat(slow.reached()).succeedsWithin(Duration.ofSeconds(20));
            Awaitility.await()
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(20))
                    .until(sent::get, standing -> standing < 32L * MEGABYTE);
            slow.goOn();
            assertThat(answer).succeedsWithin(Duration.ofSeconds(60)).satisfies(reply -> {
                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo(TRANSCRIPT);
            });
            assertThat(slow.taken()).isEqualTo(length - integration.length() - 1);
        }
    }

    private InputStream largeForm(long size) {
        return new SequenceInputStream(
                Collections.enumeration(List.of(bytes(model() + fileHead()), new Zeros(size), bytes("\r\n" + end()))));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCallerWhoLeavesInTheMiddleOfAFileIsNoCompletedUpload() throws Exception {
        try (var slow = new SlowProvider(TRANSCRIPT)) {
            offer(slow.url());
            slow.goOn();

            try (var caller = open("Content-Length: " + 100 * MEGABYTE, model() + file(2 * MEGABYTE))) {
                assertThat(caller.isConnected()).isTrue();
                assertThat(slow.reached()).succeedsWithin(Duration.ofSeconds(10));
            }

            assertThat(slow.left()).succeedsWithin(Duration.ofSeconds(2));
            assertRow("CANCELLED 499");
        }
    }

    @Test
    void aProviderIsNotToBlameForACallerWhoPauses() throws Exception {
        offer(provider.url(), Map.of("responseTimeout", "500ms"));
        var body = (model() + file(MEGABYTE) + end()).getBytes(StandardCharsets.UTF_8);

        try (var caller = open("Content-Length: " + body.length, "")) {
            caller.getOutputStream().write(body, 0, body.length / 2);
            ProviderStub.think(Duration.ofSeconds(2));
            caller.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);

            assertThat(statusLine(caller)).isEqualTo("HTTP/1.1 200 OK");
        }
        assertRow("COMPLETED 200 14 45 59");
    }

    @Test
    void aProviderThatStopsTakingAFileIsTooSlow() throws Exception {
        try (var slow = new SlowProvider(TRANSCRIPT)) {
            offer(slow.url(), Map.of("responseTimeout", "500ms", "retries", "0"));

            var refused = send(model() + file(64 * MEGABYTE) + end());

            assertThat(refused.statusCode()).isEqualTo(504);
            slow.goOn();
        }
    }

    @Test
    void aProviderThatAnswersBeforeItHasTheFileIsHeard() throws Exception {
        try (var hasty = new SlowProvider(TRANSCRIPT)) {
            offer(hasty.url());
            hasty.answerNow();

            var answered = send(model() + file(64 * MEGABYTE) + end());

            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.body()).isEqualTo(TRANSCRIPT);
            assertRow("COMPLETED 200 14 45 59");
        }
    }

    @Test
    void aFormOfWhichNothingWasSentGoesToTheNextModelAndOneThatWasSentDoesNot() throws Exception {
        int closed;
        try (var port = new ServerSocket(0)) {
            closed = port.getLocalPort();
        }
        offer("http://localhost:" + closed);
        admin.integration(integration + "-two", Map.of("api_key", "sk-uploads", "endpoint", provider.url()));
        admin.model(integration + "-two", "whisper-1");
        var virtual = integration + "-virtual";
        admin.post("/api/integrations/provider/" + virtual, Map.of("type", "virtual"))
                .then()
                .statusCode(200);
        var targets = List.of(integration + ":whisper-1", integration + "-two:whisper-1");
        admin.post(
                        "/api/integrations/provider/" + virtual + "/integration/ear",
                        Map.of("configuration", Map.of("strategy", "fallback", "targets", targets)))
                .then()
                .statusCode(200);
        var form = field("model", virtual + ":ear") + file(MEGABYTE) + end();

        assertThat(send(form).body()).isEqualTo(TRANSCRIPT);

        try (var failing = new ProviderStub().answers(503, "text/plain", "no")) {
            offer(failing.url());
            provider.forget();
            assertThat(send(form).statusCode()).isEqualTo(503);
            assertThat(provider.requests()).isEmpty();
        }
    }

    private void assertRow(String expected) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(Rows.usageOf(integration)).containsExactly(expected));
    }

    /** That many zeros. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            var read = (int) Math.min(length, left);
            left -= read;
            return read == 0 ? -1 : read;
        }
    }

    /** What has left the caller. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private final AtomicLong count;

        Counted(InputStream in, AtomicLong count) {
            this.in = in;
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            count.incrementAndGet();
            return in.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var read = in.read(into, offset, length);
            count.addAndGet(Math.max(read, 0));
            return read;
        }
    }
}
