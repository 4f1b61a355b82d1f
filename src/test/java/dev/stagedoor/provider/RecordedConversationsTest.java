package dev.stagedoor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.integration.RegisteredTypes;
import dev.stagedoor.model.Detour;
import dev.stagedoor.provider.RecordedConversation.Answer;
import dev.stagedoor.provider.RecordedConversation.Exchange;
import dev.stagedoor.secret.Mask;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.KeyFile;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of provider at every endpoint that it has, against a stand-in that answers in the form that the provider
 * documents: what arrives there, what comes back, what is counted, and that the key stays where it is.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RecordedConversationsTest {
    private static final KeyFile FILE = KeyFile.ofBits(2048);
    private static final String ACCESS_TOKEN = "ya29.fixture";
    private static final String BOUNDARY = "----b0undary";
    private static final Set<String> USUAL_HEADERS =
            Set.of("host", "accept", "user-agent", "content-type", "content-length");

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String integration = "recorded-" + UUID.randomUUID();

    @Inject
    Catalogue catalogue;

    @Inject
    RegisteredTypes registered;

    @TestHTTPResource("/v1")
    URI stagedoor;

    static Stream<Object[]> exchanges() {
        return RecordedConversation.exchangesOfAll();
    }

    @BeforeEach
    void detour() {
        Detour.to(provider.url(), catalogue, registered);
    }

    @AfterEach
    void close() {
        client.close();
        provider.close();
    }

    @Test
    void everyTypeIsRecordedAtEveryEndpointThatItHas() {
        var recorded = RecordedConversation.all().stream()
                .collect(Collectors.toMap(RecordedConversation::type, file -> file.exchanges().stream()
                        .map(Exchange::endpoint)
                        .collect(Collectors.toSet())));
        var offered = BuiltInTypes.all(true).stream()
                .filter(type -> type.base().isPresent())
                .collect(Collectors.toMap(ProviderType::name, type -> type.endpoints().keySet().stream()
                        .map(Endpoint::path)
                        .collect(Collectors.toSet())));

        assertThat(recorded).isEqualTo(offered);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void itGoesAndComesBackAsRecorded(String name, RecordedConversation recorded, Exchange exchange) throws Exception {
        var secret = configure(recorded);
        provider.answers(stub -> {
            if (stub.getRequestURI().getPath().equals("/token")) {
                ProviderStub.reply(
                        stub,
                        200,
                        "application/json",
                        "{\"access_token\":\"" + ACCESS_TOKEN + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
            } else {
                answer(stub, exchange.answer(), secret);
            }
        });

        var reply = call(exchange);

        assertArrived(recorded, exchange);
        assertCameBack(exchange.answer(), secret, reply);
        Awaitility.await().untilAsserted(() -> assertThat(Rows.usageOf(integration))
                .singleElement()
                .asString()
                .startsWith(exchange.usage()));
    }

    /** The credential that goes out. */
    private String configure(RecordedConversation recorded) {
        var configuration = new HashMap<String, Object>(recorded.configuration());
        var isAccount = configuration.replace("file", FILE.json().encodePrettily()) != null;
        admin.post(
                        "/api/integrations/provider/" + integration,
                        Map.of("type", recorded.type(), "configuration", configuration))
                .then()
                .statusCode(200);
        admin.model(integration, "the-model");
        return isAccount ? ACCESS_TOKEN : recorded.configuration().get("api_key");
    }

    private static void answer(com.sun.net.httpserver.HttpExchange stub, Answer answer, String secret)
            throws IOException {
        stub.getResponseHeaders().set("Content-Type", answer.contentType());
        stub.getResponseHeaders().set("Set-Cookie", "session=" + secret);
        if (answer.passes() != null) {
            answer.passes().forEach(stub.getResponseHeaders()::set);
        }
        stub.sendResponseHeaders(answer.status(), 0);
        for (var chunk : answer.chunks()) {
            stub.getResponseBody().write(bytes(chunk.replace("KEY", secret)));
            stub.getResponseBody().flush();
        }
    }

    private HttpResponse<byte[]> call(Exchange exchange) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stagedoor + exchange.endpoint()))
                .header("Authorization", "Bearer " + admin.credential())
                .header("Content-Type", contentType(exchange))
                .POST(BodyPublishers.ofByteArray(bytes(body(exchange, integration + ":the-model"))));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String contentType(Exchange exchange) {
        return exchange.form() ? "multipart/form-data; boundary=" + BOUNDARY : "application/json";
    }

    private static String body(Exchange exchange, String model) {
        return exchange.form() ? form(model) : exchange.request().replace("MODEL", model);
    }

    private static String form(String model) {
        var part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=";
        return part + "\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF\r\n" + part
                + "\"model\"\r\n\r\n" + model + "\r\n" + part + "\"response_format\"\r\n\r\njson\r\n--" + BOUNDARY
                + "--\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void assertArrived(RecordedConversation recorded, Exchange exchange) {
        var arrived = provider.lastRequest();
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.path()).isEqualTo(exchange.path());
        assertThat(arrived.header("Content-Type")).isEqualTo(contentType(exchange));
        assertThat(arrived.text()).isEqualTo(body(exchange, "the-model"));
        assertThat(headersOf(arrived)).isEqualTo(recorded.headers());
    }

    private static Map<String, String> headersOf(ProviderStub.Request request) {
        return request.headers().keySet().stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .filter(header -> !USUAL_HEADERS.contains(header))
                .collect(Collectors.toMap(header -> header, request::header));
    }

    private static void assertCameBack(Answer answer, String secret, HttpResponse<byte[]> reply) {
        var text = new String(reply.body(), StandardCharsets.UTF_8);
        var isMasked = answer.status() >= 300;
        assertThat(reply.statusCode()).isEqualTo(answer.status());
        assertThat(reply.headers().firstValue("Content-Type")).contains(answer.contentType());
        assertThat(text).isEqualTo(isMasked ? masked(answer.body(), secret) : answer.body());
        assertThat(text + reply.headers().map()).doesNotContain(secret);
        if (answer.passes() != null) {
            answer.passes().forEach((name, value) -> assertThat(reply.headers().firstValue(name))
                    .contains(value));
        }
    }

    private static String masked(String body, String secret) {
        return body.replace("KEY", Mask.TEXT).replace(secret, Mask.TEXT);
    }
}
