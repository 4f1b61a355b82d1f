package dev.stagedoor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.secret.Mask;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives at a provider of each type, and what never does. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProviderTypesTest {
    private static final String KEY = "key-of-the-provider-4711";
    private static final String CHAT = "/chat/completions";
    private static final String RESPONSES = "/responses";
    private static final String EMBEDDINGS = "/embeddings";
    private static final String COMPLETIONS = "/completions";
    private static final String MODERATIONS = "/moderations";
    private static final String IMAGES = "/images/generations";
    private static final String SPEECH = "/audio/speech";

    /** Those that take JSON. */
    private static final List<String> ALL =
            List.of(CHAT, COMPLETIONS, RESPONSES, EMBEDDINGS, MODERATIONS, IMAGES, SPEECH);

    private static final Map<String, String> BEARER = Map.of("authorization", "Bearer " + KEY);

    /** What a request has whoever sends it. */
    private static final Set<String> USUAL_HEADERS =
            Set.of("host", "accept", "user-agent", "content-type", "content-length");

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String name = "typed-" + UUID.randomUUID();

    /** A type, what is configured beside the key, the path that its host alone stands for, and what it then has. */
    private record Row(
            String type,
            Map<String, String> settings,
            String base,
            List<String> endpoints,
            Map<String, String> headers) {
        @Override
        public String toString() {
            return type + settings;
        }
    }

    static Stream<Row> rows() {
        var azure = List.of(CHAT, RESPONSES, EMBEDDINGS);
        var gemini = List.of(CHAT, EMBEDDINGS, IMAGES);
        var ollama = List.of(CHAT, COMPLETIONS, RESPONSES, EMBEDDINGS, IMAGES);
        var text = List.of(CHAT, COMPLETIONS, RESPONSES, EMBEDDINGS);
        return Stream.of(
                new Row("openai", Map.of(), "/v1", ALL, BEARER),
                new Row("openai", Map.of("organizationId", "org-1"), "/v1", ALL, with("openai-organization", "org-1")),
                new Row("azure_openai", Map.of(), "/openai/v1", azure, Map.of("api-key", KEY)),
                new Row("anthropic", Map.of(), "/v1", List.of(CHAT), BEARER),
                new Row(
                        "anthropic",
                        Map.of("version", "2023-06-01"),
                        "/v1",
                        List.of(CHAT),
                        with("anthropic-version", "2023-06-01")),
                new Row("vertex_ai_gemini", Map.of(), "/v1beta/openai", gemini, BEARER),
                new Row("google_gemini", Map.of(), "/v1beta/openai", gemini, BEARER),
                new Row("mistral", Map.of(), "/v1", List.of(CHAT, EMBEDDINGS, MODERATIONS), BEARER),
                new Row("cohere", Map.of(), "/compatibility/v1", List.of(CHAT, EMBEDDINGS), BEARER),
                new Row("ollama", Map.of(), "/v1", ollama, BEARER),
                new Row("ollama", Map.of("header", "X-Gate"), "/v1", ollama, Map.of("x-gate", KEY)),
                new Row("groq", Map.of(), "/openai/v1", List.of(CHAT, RESPONSES), BEARER),
                new Row("deepseek", Map.of(), "", List.of(CHAT, RESPONSES), BEARER),
                new Row("together", Map.of(), "/v1", List.of(CHAT, COMPLETIONS, EMBEDDINGS, IMAGES, SPEECH), BEARER),
                new Row("fireworks", Map.of(), "/inference/v1", text, BEARER),
                new Row("openrouter", Map.of(), "/api/v1", text, BEARER),
                new Row("vllm", Map.of(), "/v1", text, BEARER),
                new Row("LiteLLM", Map.of(), "/v1", ALL, BEARER));
    }

    private static Map<String, String> with(String header, String value) {
        var headers = new HashMap<>(BEARER);
        headers.put(header, value);
        return headers;
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void everyTypeWithAUrlThatPeopleTypeIsTriedHere() {
        var typed = BuiltInTypes.all(true).stream()
                .filter(type -> type.base().filter(BaseRule::isTyped).isPresent())
                .map(ProviderType::name);
        var tried = rows().map(row -> row.type().toLowerCase(Locale.ROOT)).toList();

        assertThat(typed.toList()).isSubsetOf(tried);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void callsArriveAtTheirPathWithTheirHeadersAndTheKeyInNoOther(Row row) {
        integrate(row.type(), row.settings(), KEY, provider.url());

        for (var endpoint : row.endpoints()) {
            call(endpoint).then().statusCode(200);

            var arrived = provider.lastRequest();
            assertThat(arrived.path()).isEqualTo(row.base() + endpoint);
            assertThat(headersOf(arrived)).isEqualTo(row.headers());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anEndpointThatTheTypeLacksIsRefusedBeforeTheProviderHearsOfIt(Row row) {
        integrate(row.type(), row.settings(), KEY, provider.url());

        for (var endpoint : ALL) {
            if (!row.endpoints().contains(endpoint)) {
                call(endpoint)
                        .then()
                        .statusCode(400)
                        .body("error.param", equalTo("model"))
                        .body("error.message", allOf(containsString(endpoint), containsString(CHAT)));
            }
        }

        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "azure_openai, /,                    /openai/v1",
        "azure_openai, /openai,              /openai/v1",
        "azure_openai, /openai/,             /openai/v1",
        "azure_openai, /openai/v1,           /openai/v1",
        "azure_openai, /openai/v1/,          /openai/v1",
        "cohere,       /v1,                  /compatibility/v1",
        "cohere,       /v2/,                 /compatibility/v1",
        "cohere,       /compatibility/v1,    /compatibility/v1",
        "cohere,       /proxied,             /proxied",
        "ollama,       /v1,                  /v1",
        "ollama,       /api,                 /v1",
        "groq,         /openai/v1,           /openai/v1",
        "anthropic,    /v1/,                 /v1",
        "deepseek,     /v1,                  /v1",
        "vertex_ai_gemini, /v1beta/openai/,  /v1beta/openai",
    })
    void theBaseUrlMayBeGivenInEveryUsualForm(String type, String typed, String base) {
        integrate(type, Map.of(), KEY, provider.url() + typed);

        call(CHAT).then().statusCode(200);

        assertThat(provider.lastRequest().path()).isEqualTo(base + CHAT);
    }

    @Test
    void noKeyIsSentWhereThereIsNone() {
        save("ollama", Map.of("header", "X-Gate", "endpoint", provider.url()));
        admin.model(name, "m");

        call(CHAT).then().statusCode(200);

        assertThat(headersOf(provider.lastRequest())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "azure_openai, , key-4711+x, the key key-4711+x is wrong, the key ******** is wrong",
        "ollama, X-Gate, Token s3cr3t-4711, no: Token s3cr3t-4711, no: ********",
        "ollama, X-Gate, Token s3cr3t-4711, no such token s3cr3t-4711, no such token ********",
    })
    void theKeyIsMaskedInErrorsHoweverItWasSent(String type, String header, String key, String said, String shown) {
        assertThat(shown).contains(Mask.TEXT);
        integrate(type, header == null ? Map.of() : Map.of("header", header), key, provider.url());
        provider.answers(401, "text/plain", said);

        call(CHAT).then().statusCode(401).body(equalTo(shown));
    }

    private void integrate(String type, Map<String, String> settings, String key, String url) {
        var configuration = new HashMap<>(settings);
        configuration.put("api_key", key);
        configuration.put("endpoint", url);
        save(type, configuration);
        admin.model(name, "m");
    }

    private void save(String type, Map<String, String> configuration) {
        admin.post(
                        "/api/integrations/provider/" + name,
                        Map.of("type", type, "category", "AI_MODEL", "configuration", configuration))
                .then()
                .statusCode(200)
                .body("type", equalTo(type));
    }

    private Response call(String endpoint) {
        return admin.call("/v1" + endpoint, Map.of("model", name + ":m", "input", "Hello", "messages", List.of()));
    }

    private static Map<String, String> headersOf(ProviderStub.Request request) {
        return request.headers().keySet().stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .filter(header -> !USUAL_HEADERS.contains(header))
                .collect(Collectors.toMap(header -> header, request::header));
    }
}
