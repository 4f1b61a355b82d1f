package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.stagedoor.secret.Mask;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.SilentProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the caller is told when the provider refuses, breaks off, or is not there. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GatewayErrorsTest {
    private static final String PROVIDER_KEY = "sk-of+the/provider=";
    private static final String EVENT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String integration = "errors-" + UUID.randomUUID();
    private final String model = integration + ":gpt-4o";

    @TestHTTPResource
    URI stagedoor;

    private Api.Application application;

    @BeforeEach
    void permit() {
        integrate(provider.url());
        admin.model(integration, "gpt-4o");
        application = admin.application("caller");
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500, 503, 529})
    void anErrorOfTheProviderIsPassedOnWithStatusAndBody(int status) {
        var body = "{ \"error\" : {\"message\":\"Grüße\",\"type\":\"x\",\"param\":null,\"code\":\"y\"} }\n";
        provider.answers(status, "application/json", body);

        var passedOn = call();

        passedOn.then().statusCode(status).contentType("application/json");
        assertThat(passedOn.asByteArray()).asString().isEqualTo(body);
    }

    @Test
    void anErrorThatIsNoJsonIsPassedOnAsItIs() {
        provider.answers(500, "text/html; charset=iso-8859-1", "<html>Oh</html>");

        var passedOn = call();

        passedOn.then().statusCode(500).body(equalTo("<html>Oh</html>"));
        assertThat(passedOn.header("Content-Type")).isEqualTo("text/html; charset=iso-8859-1");
    }

    @Test
    void anErrorWithoutABodyIsPassedOnAsItIs() {
        provider.answers(503, "text/plain", "");

        var passedOn = call();

        passedOn.then().statusCode(503).body(equalTo(""));
    }

    @Test
    void theCallerIsToldWhenToRetry() {
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("x-ratelimit-remaining-tokens", "0");
            ProviderStub.reply(exchange, 429, "application/json", "{}");
        });

        var passedOn = call();

        passedOn.then().statusCode(429).header("Retry-After", "7").header("x-ratelimit-remaining-tokens", "0");
    }

    @Test
    void theCallerGetsNoCookieAndNoOtherHeaderThatIsMeantForUs() {
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "__cf_bm=1");
            exchange.getResponseHeaders().set("Server", "cloudflare");
            exchange.getResponseHeaders().set("OpenAI-Organization", "org-of-the-owner");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().set("X-Request-Id", "req_1");
            ProviderStub.reply(exchange, 200, "application/json", "{}");
        });

        var passedOn = call();

        assertThat(passedOn.headers().asList())
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .contains("x-request-id")
                .isSubsetOf(
                        "content-type",
                        "x-request-id",
                        "x-stagedoor-call-id",
                        "transfer-encoding",
                        "content-length",
                        "content-encoding");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNeitherFollowedNorShown(int status) {
        try (var elsewhere = new ProviderStub()) {
            provider.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url() + "/v1/chat/completions");
                ProviderStub.reply(exchange, status, "text/plain", "");
            });

            var answer = call();

            assertThat(answer.headers().hasHeaderWithName("Location")).isFalse();
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void theKeyOfTheProviderIsMaskedInAnErrorThatRepeatsIt() {
        provider.answers(401, "application/json", "{\"error\":{\"message\":\"Größe: " + PROVIDER_KEY + " is wrong\"}}");

        var passedOn = call();

        passedOn.then().statusCode(401).body("error.message", equalTo("Größe: " + Mask.TEXT + " is wrong"));
    }

    @Test
    void theKeyOfTheProviderIsMaskedHoweverJsonWritesIt() {
        provider.answers(401, "application/json", "{\"error\":{\"message\":\"sk-of\\u002bthe\\/provider= is wrong\"}}");

        var passedOn = call();

        passedOn.then().statusCode(401).body("error.message", equalTo(Mask.TEXT + " is wrong"));
    }

    @Test
    void aProviderThatCannotBeReachedIsABadGateway() throws IOException {
        integrate("http://localhost:" + closedPort());

        var refused = call();

        assertThatIsUnreachable(refused);
    }

    @Test
    void aProviderThatHangsUpWithoutAnAnswerIsABadGateway() {
        provider.answers(exchange -> exchange.getHttpContext().getServer().stop(0));

        var refused = call();

        assertThatIsUnreachable(refused);
    }

    @Test
    @Timeout(20)
    void aProviderWhoseAnswerIsNoHttpIsABadGatewayAtOnce() throws IOException {
        try (var odd = new SilentProvider("HTTP/1.1 200 OK\r\nX-Request-Id: a\u0007b\r\nContent-Length: 2\r\n\r\n{}")) {
            admin.integration(integration, Map.of("api_key", PROVIDER_KEY, "endpoint", odd.url(), "retries", "0"));

            assertThatIsUnreachable(call());
        }
    }

    @Test
    void aStreamThatBreaksOffEndsWithAnErrorEvent() {
        provider.breaksOffAfter("text/event-stream", EVENT + "data: {\"choi");

        var answer = call();

        answer.then().statusCode(200);
        assertThat(answer.asString())
                .startsWith(EVENT + "data: {\"choi\n\nevent: error\ndata: {\"error\":{\"message\":\"")
                .contains("\"code\":\"upstream_unreachable\"")
                .endsWith("}}\n\n");
    }

    @Test
    void aStreamThatBreaksOffIsAnErrorToTheSdk() {
        provider.breaksOffAfter("text/event-stream", EVENT);
        var client = OpenAIOkHttpClient.builder()
                .apiKey(application.apiKey())
                .baseUrl(stagedoor.resolve("/v1").toString())
                .build();
        var params = ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
        List<ChatCompletionChunk> received = new ArrayList<>();

        try (var chunks = client.chat().completions().createStreaming(params)) {
            assertThatThrownBy(() -> chunks.stream().forEach(received::add)).isInstanceOf(SseException.class);
        }

        assertThat(received).hasSize(1);
    }

    @Test
    void aPlainAnswerThatBreaksOffIsNoAnswer() {
        provider.breaksOffAfter("application/json", "{\"choices\":[");

        assertThatIsUnreachable(call());
    }

    private Response call() {
        return application.api().chat(model);
    }

    private void integrate(String endpoint) {
        admin.integration(integration, Map.of("api_key", PROVIDER_KEY, "endpoint", endpoint));
    }

    private static void assertThatIsUnreachable(Response response) {
        response.then()
                .statusCode(502)
                .contentType("application/json")
                .body("error.code", equalTo("upstream_unreachable"))
                .body("error.type", equalTo("upstream_error"))
                .body("error.keySet()", hasItem("param"));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
