package dev.stagedoor.integration;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each provider type asks for, and what it does not take. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProviderFormTest {
    private final Api admin = Api.admin();
    private final String name = "form-" + UUID.randomUUID();
    private final String path = "/api/integrations/provider/" + name;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "azure_openai | {\"api_key\": \"k\"}                                                          | endpoint",
                "azure_openai | {\"endpoint\": \"https://name.example\"}                                      | api_key",
                "azure_openai | {\"api_key\": \"k\", \"endpoint\": \"https://name.example/?api-version=v1\"}  | endpoint",
                "anthropic    | {}                                                                            | api_key",
                "anthropic    | {\"endpoint\": \"https://api.anthropic.com/v1\"}                              | api_key",
                "anthropic    | {\"api_key\": \"k\", \"version\": 7}                                          | version",
                "bedrock      | {\"api_key\": \"k\"}                                                          | region",
                "bedrock      | {\"region\": \"eu-west-1\"}                                                   | api_key",
                "bedrock      | {\"api_key\": \"k\", \"region\": \"x.evil.example/\"}                         | region",
                "bedrock      | {\"api_key\": \"k\", \"region\": \"evil.example#\"}                           | region",
                "bedrock      | {\"api_key\": \"k\", \"region\": \"EU-WEST-1\"}                               | region",
                "bedrock      | {\"api_key\": \"k\", \"region\": \"-\"}                                       | region",
                "bedrock      | {\"api_key\": \"k\", \"region\": \"a\", \"connectionType\": \"ACCESS_KEY\"}   | connectionType",
                "bedrock      | {\"api_key\": \"k\", \"region\": \"a\", \"endpoint\": \"https://b.example\"}  | endpoint",
                "grok         | {\"api_key\": \"k\", \"endpoint\": \"https://b.example\"}                     | endpoint",
                "grok         | {}                                                                            | api_key",
                "huggingface  | {\"namespace\": \"acme\"}                                                     | api_key",
                "huggingface  | {\"api_key\": \"k\", \"namespace\": \"a\\r\\nX-Other: b\"}                    | namespace",
                "ollama       | {\"api_key\": \"k\", \"header\": \"Host\"}                                    | header",
                "ollama       | {\"api_key\": \"k\", \"header\": \"X Y\"}                                     | header",
                "ollama       | {\"api_key\": \"k\", \"header\": \"X:\\r\\nY\"}                               | header",
                "vllm         | {}                                                                            | endpoint",
                "litellm      | {\"api_key\": \"k\"}                                                          | endpoint",
            })
    void aWrongSettingIsNamed(String type, String configuration, String field) {
        var refused = admin.post(path, "{\"type\": \"" + type + "\", \"configuration\": " + configuration + "}");

        refused.then().statusCode(400).body("validationErrors.path", hasItem("configuration." + field));
        admin.get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"anthropic", "google_gemini", "openai", "Grok", "cohere", "mistral", "perplexity"})
    void theKeyAloneIsEnough(String type) {
        save(type, Map.of("api_key", "k")).then().statusCode(200).body("type", equalTo(type));
    }

    @Test
    void ollamaNeedsNothing() {
        save("ollama", Map.of()).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Grok, grok",
        "grok, GROK",
        "google_gemini, vertex_ai_gemini",
        "LiteLLM, litellm",
    })
    void anotherNameOfATypeIsNoOtherType(String first, String second) {
        var configuration = Map.of("api_key", "k");
        var made =
                first.equals("LiteLLM") ? Map.of("api_key", "k", "endpoint", "http://localhost:4000") : configuration;
        save(first, made).then().statusCode(200);

        save(second, made).then().statusCode(200).body("type", equalTo(first));
        save("mistral", configuration).then().statusCode(400).body("validationErrors.path", hasItem("type"));
    }

    @Test
    void whatATypeNeedsCannotBeTakenAway() {
        save("azure_openai", Map.of("api_key", "k", "endpoint", "https://name.example"))
                .then()
                .statusCode(200);

        admin.post(path, Map.of("configuration", Map.of("api_key", "k")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.endpoint"));
        admin.get(path).then().body("configuration.endpoint", equalTo("https://name.example"));
    }

    @Test
    void theNameOfAHeaderIsShownAndItsValueIsNot() {
        save("ollama", Map.of("header", "X-Gate", "api_key", "Token s3cr3t"))
                .then()
                .body("configuration.header", equalTo("X-Gate"))
                .body("configuration.api_key", equalTo("********"));
    }

    @Test
    void settingsThatATypeDoesNotKnowAreKept() {
        save("anthropic", Map.of("api_key", "k", "completionsPath", "/v1/messages"))
                .then()
                .body("configuration.completionsPath", equalTo("/v1/messages"));
    }

    @Test
    void whoIsNotTheOwnerMustSendTheKeyAgainWhenTheHostChangesByAnySetting() {
        save("bedrock", Map.of("api_key", "k", "region", "eu-west-1")).then().statusCode(200);
        var editor = editor();

        editor.post(path, Map.of("configuration", Map.of("region", "us-east-1")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.api_key"));
        editor.post(path, Map.of("configuration", Map.of("region", "us-east-1", "api_key", "k2")))
                .then()
                .statusCode(200);
    }

    @Test
    void whoIsNotTheOwnerMayWriteTheSameBaseUrlInAnotherWay() {
        save("cohere", Map.of("api_key", "k")).then().statusCode(200);

        editor().post(path, Map.of("configuration", Map.of("endpoint", "https://api.cohere.ai/compatibility/v1/")))
                .then()
                .statusCode(200);
    }

    @Test
    void whoIsNotTheOwnerMayMoveWhatHasNoKey() {
        save("ollama", Map.of()).then().statusCode(200);

        editor().post(path, Map.of("configuration", Map.of("endpoint", "http://localhost:1")))
                .then()
                .statusCode(200)
                .body("configuration", not(hasKey("api_key")));
    }

    private Api editor() {
        var editor = admin.application("editor");
        admin.grant("USER:" + editor.principal(), "INTEGRATION_PROVIDER:" + name, "READ", "UPDATE");
        return editor.api();
    }

    private Response save(String type, Map<String, String> configuration) {
        return admin.post(path, Map.of("type", type, "configuration", configuration));
    }
}
