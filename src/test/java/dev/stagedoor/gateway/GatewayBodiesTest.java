package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies go to the provider, and what is said of those that do not. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GatewayBodiesTest {
    private static final int MEGABYTE = 1 << 20;

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private final String model = "model-" + UUID.randomUUID();

    @TestHTTPResource("/v1/chat/completions")
    URI chat;

    private Api.Application application;

    @BeforeEach
    void permit() {
        var integration = "bodies-" + UUID.randomUUID();
        admin.integration(integration, Map.of("api_key", "sk-of-the-provider", "endpoint", provider.url()));
        admin.model(integration, model);
        application = admin.application("caller");
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                        | body",
                "Hello                                                     | body",
                "{                                                         | body",
                "null                                                      | body",
                "[{\"model\":\"MODEL\"}]                                   | body",
                "\"MODEL\"                                                 | body",
                "{\"model\":\"MODEL\"                                      | body",
                "{\"model\":\"MODEL\"} and more                            | body",
                "{\"model\":\"MODEL\"}{\"model\":\"MODEL\"}                | body",
                "{\"messages\":[]}                                         | model",
                "{\"model\":null}                                          | model",
                "{\"model\":7}                                             | model",
                "{\"model\":[\"MODEL\"]}                                   | model",
                "{\"model\":\"MODEL\",\"model\":\"other\"}                 | model",
                "{\"model\":\"MODEL\",\"Model\":\"other\"}                 | Model",
                "{\"model\":\"MODEL\",\"stream\":\"yes\"}                  | stream",
            })
    void aBodyThatIsNoCallIsRefusedNamingWhatIsWrong(String body, String field) {
        var refused = application.api().call("/v1/chat/completions", body.replace("MODEL", model));

        refused.then()
                .statusCode(400)
                .contentType("application/json")
                .body("error.param", equalTo(field))
                .body("error.type", equalTo("invalid_request_error"));
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void aBodyInAnotherEncodingIsRefused(String encoding) throws IOException, InterruptedException {
        var refused = send(BodyPublishers.ofByteArray(("{\"model\":\"" + model + "\"}").getBytes(encoding)));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(refused.body()).getString("error.param")).isEqualTo("body");
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/v1/completions",
                "/v1/responses",
                "/v1/embeddings",
                "/v1/moderations",
                "/v1/images/generations",
                "/v1/audio/speech"
            })
    void everyEndpointRefusesABodyThatNamesNoModel(String endpoint) {
        var refused = application.api().call(endpoint, "{}");

        refused.then().statusCode(400).body("error.param", equalTo("model"));
    }

    @Test
    void aBodyOfManyMegabytesIsPassedOnToTheByte() throws IOException, InterruptedException {
        var body = bodyOf(31 * MEGABYTE);

        var answered = send(BodyPublishers.ofByteArray(body));

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(provider.lastRequest().body()).isEqualTo(body);
    }

    @Test
    @Timeout(20)
    void aClientThatWaitsUntilItsBodyIsWelcomeIsTold() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(chat)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + application.apiKey())
                .expectContinue(true)
                .POST(BodyPublishers.ofString("{\"model\":\"" + model + "\"}"))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBodyThatSaysItIsLargerThanTheLimitIsRefused() throws IOException, InterruptedException {
        var refused = send(BodyPublishers.ofByteArray(bodyOf(33 * MEGABYTE)));

        assertThatIsTooLarge(refused);
    }

    @Test
    void aBodyInChunksThatTurnsOutLargerThanTheLimitIsRefused() throws IOException, InterruptedException {
        var body = bodyOf(33 * MEGABYTE);

        var refused = send(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThatIsTooLarge(refused);
    }

    private void assertThatIsTooLarge(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(JsonPath.from(refused.body()).getString("error.code")).isEqualTo("request_too_large");
        assertThat(provider.requests()).isEmpty();
    }

    private byte[] bodyOf(int size) {
        var beginning = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"";
        var end = "\"}]}";
        return (beginning + "x".repeat(size - beginning.length() - end.length()) + end)
                .getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(BodyPublisher body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(chat)
                .header("Authorization", "Bearer " + application.apiKey())
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
