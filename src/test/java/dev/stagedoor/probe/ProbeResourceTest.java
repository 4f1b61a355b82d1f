package dev.stagedoor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to somebody who tries a connection out, whatever the provider does. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProbeResourceTest {
    private static final String TEST = "/api/integrations/test";
    private static final String KEY = "sk-typed-just-now-4711";
    private static final String LIST =
            "{\"object\":\"list\",\"data\":[{\"id\":\"gpt-4o\"},{\"id\":\"gpt-4\"},{\"id\":\"o3\"}]}";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().answers(200, "application/json", LIST);
    private final String name = "probed-" + UUID.randomUUID();

    @AfterEach
    void close() {
        provider.close();
    }

    private Response test(Api caller, String type, Map<String, Object> configuration) {
        return caller.post(TEST, Map.of("type", type, "configuration", configuration));
    }

    private ValidatableResponse test(String type) {
        return test(admin, type, Map.of("api_key", KEY, "endpoint", provider.url()))
                .then()
                .statusCode(200);
    }

    private static void assertBlamed(ValidatableResponse finding, String field) {
        finding.body("ok", equalTo(false))
                .body("field", equalTo(field))
                .body("message", not(equalTo("")))
                .body("latencyMillis", greaterThanOrEqualTo(0))
                .body("$", not(hasKey("models")));
    }

    @Test
    void shouldListTheModelsSortedAndStoreNothingWhenTheProviderAnswers() {
        var before = Rows.number("select count(*) from integration");

        test("openai")
                .body("ok", equalTo(true))
                .body("models", contains("gpt-4", "gpt-4o", "o3"))
                .body("latencyMillis", greaterThanOrEqualTo(0))
                .body("$", not(hasKey("field")))
                .body("$", not(hasKey("message")));

        var asked = provider.lastRequest();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("GET /v1/models");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(Rows.number("select count(*) from integration")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "azure_openai,     /openai/v1/models",
        "mistral,          /v1/models",
        "vertex_ai_gemini, /v1beta/openai/models",
        "cohere,           /v1/models?page_size=1000",
        "anthropic,        /v1/models?limit=1000",
        "openrouter,       /api/v1/models/user",
        "deepseek,         /models",
        "VLLM,             /v1/models"
    })
    void shouldAskWhereTheProviderTypeHasItsList(String type, String path) {
        test(type).body("ok", equalTo(true));

        assertThat(provider.lastRequest().path()).isEqualTo(path);
    }

    @Test
    void shouldCarryTheHeadersOfAnthropicsOwnApiWhenItIsAskedForItsModels() {
        test("anthropic").body("ok", equalTo(true));

        assertThat(provider.lastRequest().header("x-api-key")).isEqualTo(KEY);
        assertThat(provider.lastRequest().header("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(provider.lastRequest().header("Authorization")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\": \"b\"}, {\"id\": \"a\"}]",
                "{\"models\": [{\"name\": \"b\"}, {\"name\": \"a\"}]}",
                "{\"data\": [{\"id\": \"b\"}, {\"id\": \"a\"}, {\"id\": \"b\"}, {\"id\": 7}, 7, null, {\"id\": \"\"}]}"
            })
    void shouldReadTheListHoweverTheProviderWritesIt(String list) {
        provider.answers(200, "application/json", list);

        test("openai").body("models", contains("a", "b"));
    }

    @Test
    void shouldListTheFirstThousandWhenThereAreMore() {
        provider.answers(
                200,
                "application/json",
                IntStream.range(0, 1_500)
                        .mapToObj(i -> "{\"id\":\"m-%04d\"}".formatted(i))
                        .collect(Collectors.joining(",", "{\"data\":[", "]}")));

        test("openai").body("models", hasSize(1_000)).body("models[999]", equalTo("m-0999"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void shouldBlameTheKeyWhenTheProviderRefusesIt(int status) {
        provider.answers(status, "application/json", "{\"error\": \"Incorrect API key: " + KEY + "\"}");

        var finding = test("openai");

        assertBlamed(finding, "api_key");
        finding.body("message", equalTo("The provider refused the key (" + status + ")"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void shouldWorkWithoutModelsWhenTheProviderHasNoList(int status) {
        provider.answers(status, "text/plain", "no such thing");

        test("openai")
                .body("ok", equalTo(true))
                .body("models", empty())
                .body("message", containsString("has no list of models (" + status + ")"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500, 503})
    void shouldBlameNoFieldWhenTheProviderIsInTrouble(int status) {
        provider.answers(status, "text/plain", "the provider's own words");

        assertBlamed(test("openai").body("field", nullValue()).body("message", not(containsString("own words"))), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "", "7", "null", "{\"error\": []}", "{\"data\": {}}", "[[[["})
    void shouldBlameTheEndpointWhenTheAnswerIsNoList(String body) {
        provider.answers(200, "text/html", body);

        assertBlamed(test("openai"), "endpoint");
    }

    @Test
    void shouldBlameTheEndpointWhenNobodyListensThere() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertBlamed(
                test(admin, "openai", Map.of("api_key", KEY, "endpoint", "http://localhost:" + port))
                        .then()
                        .statusCode(200)
                        .body("message", equalTo("The provider cannot be reached")),
                "endpoint");
    }

    @Test
    void shouldBlameTheEndpointWhenThereIsNoSuchHost() {
        assertBlamed(
                test(admin, "openai", Map.of("api_key", KEY, "endpoint", "http://nowhere.invalid"))
                        .then()
                        .statusCode(200),
                "endpoint");
    }

    @Test
    void shouldBlameTheEndpointWhenItSpeaksNoTls() {
        assertBlamed(
                test(
                                admin,
                                "openai",
                                Map.of(
                                        "api_key",
                                        KEY,
                                        "endpoint",
                                        provider.url().replace("http:", "https:")))
                        .then()
                        .statusCode(200),
                "endpoint");
    }

    @Test
    void shouldBlameTheEndpointWhenTheProviderKeepsSilent() throws InterruptedException {
        var done = new CountDownLatch(1);
        provider.answers(exchange -> {
            try {
                done.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        var finding = test("openai");
        done.countDown();

        assertBlamed(finding.body("message", equalTo("The provider did not answer in time")), "endpoint");
    }

    @Test
    void shouldBlameTheEndpointWhenTheAnswerBreaksOff() {
        provider.breaksOffAfter("application/json", "{\"data\": [");

        assertBlamed(test("openai"), "endpoint");
    }

    @Test
    void shouldStopReadingWhenTheAnswerHasNoEnd() throws Exception {
        var left = provider.streamsUntilNobodyListens("{\"data\": [");

        var finding = test("openai");

        assertBlamed(finding.body("message", containsString("too long")), "endpoint");
        left.get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldNotFollowWhenTheProviderSendsCallersElsewhere() {
        try (var elsewhere = new ProviderStub().answers(200, "application/json", LIST)) {
            provider.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url() + "/v1/models");
                exchange.sendResponseHeaders(302, -1);
            });

            assertBlamed(test("openai"), "endpoint");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void shouldSayThatAKeyIsAskedForWhenNoneWasTyped() {
        provider.answers(401, "application/json", "{}");

        test(admin, "vllm", Map.of("endpoint", provider.url()))
                .then()
                .body("field", equalTo("api_key"))
                .body("message", equalTo("The provider asks for a key (401)"));
    }

    @Test
    void shouldAnswerByItselfWhenTheTypeIsLoopback() {
        admin.post(TEST, Map.of("type", "loopback"))
                .then()
                .statusCode(200)
                .body("ok", equalTo(true))
                .body("models", hasItem("echo"));
    }

    @Test
    void shouldNameTheFieldWhenItCouldNotBeSavedEither() {
        assertInvalid(Map.of("type", "telepathy"), "type");
        assertInvalid(Map.of("configuration", Map.of()), "type");
        assertInvalid(Map.of("type", "mistral", "configuration", Map.of()), "configuration.api_key");
        assertInvalid(
                Map.of("type", "openai", "configuration", Map.of("api_key", KEY, "endpoint", "no url")),
                "configuration.endpoint");
        assertInvalid(Map.of("type", "loopback", "name", "a:b"), "name");
        assertThat(provider.requests()).isEmpty();
    }

    private void assertInvalid(Map<String, Object> request, String field) {
        admin.post(TEST, request).then().statusCode(400).body("validationErrors.path", hasItem(field));
    }

    @Test
    void shouldUseTheStoredSettingsWhenTheyAreLeftOutOrMasked() {
        admin.integration(name, Map.of("api_key", "sk-stored", "endpoint", provider.url(), "organizationId", "org-1"));

        for (var typed : List.of(
                Map.<String, Object>of(),
                Map.<String, Object>of("api_key", "********"),
                Map.<String, Object>of("api_key", "", "endpoint", provider.url() + "/v1"))) {
            provider.forget();
            testStored(admin, typed).then().statusCode(200).body("ok", equalTo(true));
            assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-stored");
            assertThat(provider.lastRequest().header("OpenAI-Organization")).isEqualTo("org-1");
        }
    }

    @Test
    void shouldUseWhatIsTypedAndKeepWhatIsStoredWhenAnotherKeyIsTyped() {
        admin.integration(name, Map.of("api_key", "sk-stored", "endpoint", provider.url()));
        admin.model(name, "m");

        testStored(admin, Map.of("api_key", KEY)).then().body("ok", equalTo(true));
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer " + KEY);

        admin.chat(name + ":m");
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-stored");
    }

    private Response testStored(Api caller, Map<String, Object> configuration) {
        var request = new HashMap<String, Object>(Map.of("name", name));
        if (!configuration.isEmpty()) {
            request.put("configuration", configuration);
        }
        return caller.post(TEST, request);
    }
}
