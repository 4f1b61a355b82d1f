package dev.stagedoor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Provider types as the contract has them (section 1.7), and the ones that are registered beside them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DefinitionResourceTest {
    private static final String DEFINITIONS = "/api/integrations/def";
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final String type = "House-" + UUID.randomUUID();

    @Test
    void theyHoldWhatWorks() {
        admin.get(DEFINITIONS)
                .then()
                .statusCode(200)
                .body(
                        "type",
                        hasItems(
                                "openai",
                                "azure_openai",
                                "anthropic",
                                "ollama",
                                "bedrock",
                                "vertex_ai",
                                "vllm",
                                "loopback"))
                .body("category", everyItem(equalTo("AI_MODEL")))
                .body("enabled", everyItem(equalTo(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"watsonx", "pineconedb", "kafka", "aws", "nothing"})
    void theyHoldNothingThatDoesNot(String name) {
        admin.get(DEFINITIONS).then().body("type", not(hasItem(name)));
        admin.get(DEFINITIONS + "/" + name)
                .then()
                .statusCode(404)
                .body("message", equalTo("No such integration type '" + name + "'"));
        admin.post(PROVIDER + type, Map.of("type", name)).then().statusCode(404);
    }

    @Test
    void aNameThatNoTypeCanHaveIsNotFound() {
        admin.get(DEFINITIONS + "/a%00b").then().statusCode(404);
        admin.post(PROVIDER + type, "{\"type\": \"a\\u0000b\"}").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "grok, grok",
        "Grok, grok",
        "LiteLLM, litellm",
        "google_gemini, vertex_ai_gemini",
        "aws_bedrock_anthropic, bedrock",
        "aws_bedrock_cohere, bedrock",
        "aws_bedrock_titan, bedrock",
        "aws_bedrock_llama2, bedrock",
    })
    void oneIsFoundByEveryNameThatClientsHaveForIt(String name, String found) {
        admin.get(DEFINITIONS + "/" + name).then().statusCode(200).body("type", equalTo(found));
    }

    @Test
    void aFormSaysWhatToFillIn() {
        admin.get(DEFINITIONS + "/bedrock")
                .then()
                .body(
                        "configuration.findAll { !it.advanced }.fieldName",
                        contains("connectionType", "region", "api_key"))
                .body("configuration.findAll { !it.advanced }.fieldType", contains("DROPDOWN", "TEXT", "PASSWORD"))
                .body("configuration[0].valueOptions[0].value", equalTo("API_KEY"))
                .body("configuration[0].defaultValue", equalTo("API_KEY"))
                .body("configuration[1].optional", equalTo(false));
    }

    @Test
    void aRegisteredTypeIsCalledAtItsBaseUrlWithTheKeyOfTheIntegration() {
        try (var provider = new ProviderStub()) {
            register(definition(type, provider.url(), false)).then().statusCode(200);
            admin.post(
                            PROVIDER + type,
                            Map.of("type", type.toUpperCase(Locale.ROOT), "configuration", Map.of("api_key", "k-1")))
                    .then()
                    .statusCode(200);
            admin.model(type, "m");

            admin.chat(type + ":m").then().statusCode(200);

            assertThat(provider.lastRequest().path()).isEqualTo("/v1/chat/completions");
            assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer k-1");
        }
    }

    @Test
    void aRegisteredTypeAsksForWhatItsDefinitionSays() {
        register(definition(type, null, false)).then().statusCode(200);

        admin.post(PROVIDER + type, Map.of("type", type, "configuration", Map.of("api_key", "k")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.endpoint"));
    }

    @Test
    void aRegisteredTypeIsListedAndFoundAsItWasSpelled() {
        register(definition(type, "https://house.example/v1", true)).then().statusCode(200);

        admin.get(DEFINITIONS).then().body("type", hasItem(type));
        admin.get(DEFINITIONS + "/" + type.toLowerCase(Locale.ROOT))
                .then()
                .body("type", equalTo(type))
                .body("name", equalTo("House models"))
                .body("tags", contains("house"))
                .body("configuration.findAll { !it.advanced }.fieldName", contains("endpoint", "api_key"))
                .body("configuration.findAll { !it.advanced }.fieldType", contains("TEXT", "PASSWORD"))
                .body("configuration[0].defaultValue", equalTo("https://house.example/v1"))
                .body("configuration[1].optional", equalTo(true));
    }

    @Test
    void aRegisteredTypeMayBeDescribedAnewButNotMovedUnderItsIntegrations() {
        register(definition(type, "https://house.example", true)).then().statusCode(200);
        admin.post(PROVIDER + type, Map.of("type", type)).then().statusCode(200);

        register(definition(type, "https://house.example/v1/", false)).then().statusCode(200);
        register(definition(type, "https://elsewhere.example", true)).then().statusCode(409);

        admin.get(DEFINITIONS + "/" + type)
                .then()
                .body("configuration[0].defaultValue", equalTo("https://house.example/v1/"));
    }

    @Test
    void anIntegrationWhoseTypeIsGoneIsNotCallable() {
        try (var provider = new ProviderStub()) {
            register(definition(type, provider.url(), true)).then().statusCode(200);
            admin.post(PROVIDER + type, Map.of("type", type)).then().statusCode(200);
            admin.model(type, "m");
            admin.chat(type + ":m").then().statusCode(200);

            Rows.changeElsewhere("delete from provider_definition where type = ?", type.toLowerCase(Locale.ROOT));

            Awaitility.await().untilAsserted(() -> admin.chat(type + ":m")
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("model_inactive")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"category\": \"AI_MODEL\"}                                                             | [1].type",
                "{\"type\": \"a/b\", \"category\": \"AI_MODEL\"}                                          | [1].type",
                "{\"type\": \"OpenAI\", \"category\": \"AI_MODEL\"}                                       | [1].type",
                "{\"type\": \"google_gemini\", \"category\": \"AI_MODEL\"}                                | [1].type",
                "{\"type\": \"loopback\", \"category\": \"AI_MODEL\"}                                     | [1].type",
                "{\"type\": \"bad-one\"}                                                                  | [1].category",
                "{\"type\": \"bad-one\", \"category\": \"VECTOR_DB\"}                                     | [1].category",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"enabled\": false}                  | [1].enabled",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\"}                                      | [1].configuration",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"configuration\": [null]}           | [1].configuration[0]",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"configuration\": [{\"fieldName\": \"endpoint\"}, {\"fieldName\": \"region\"}]} | [1].configuration[1].fieldName",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"configuration\": [{\"fieldName\": \"endpoint\"}, {\"fieldName\": \"endpoint\"}]} | [1].configuration[1].fieldName",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"configuration\": [{\"fieldName\": \"endpoint\", \"optional\": true}]} | [1].configuration[0].defaultValue",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"configuration\": [{\"fieldName\": \"endpoint\", \"defaultValue\": \"ftp://x\"}]} | [1].configuration[0].defaultValue",
                "{\"type\": \"bad-one\", \"category\": \"AI_MODEL\", \"configuration\": [{\"fieldName\": \"endpoint\"}, {\"fieldName\": \"api_key\", \"defaultValue\": \"sk\"}]} | [1].configuration[1].defaultValue",
                "{\"type\": 7, \"category\": {}}                                                          | [1].category",
            })
    void whatCannotWorkIsRefusedByItsFieldAndNothingIsRegistered(String bad, String field) {
        var before = Rows.all();

        var refused = admin.post(
                DEFINITIONS + "/register",
                "[{\"type\": \"" + type
                        + "\", \"category\": \"AI_MODEL\", \"configuration\": [{\"fieldName\": \"endpoint\"}]}, " + bad
                        + "]");

        refused.then().statusCode(400).body("validationErrors[0].path", equalTo(field));
        assertThat(Rows.all()).isEqualTo(before);
    }

    @Test
    void onlyAdminsRegister() {
        var user = admin.application("user", "USER", "METADATA_MANAGER");

        user.api()
                .post(DEFINITIONS + "/register", List.of(definition(type, null, true)))
                .then()
                .statusCode(403);
        admin.get(DEFINITIONS + "/" + type).then().statusCode(404);
    }

    @Test
    void aRegistrationIsAudited() {
        register(definition(type, null, true)).then().statusCode(200);

        assertThat(Rows.one(
                        "select actor || ' ' || action from audit_entry where target_type = 'INTEGRATION_DEF' and target_id = ?",
                        type.toLowerCase(Locale.ROOT)))
                .asString()
                .startsWith("app:")
                .endsWith(" CREATE");
    }

    @Test
    void anIntegrationHasNoTools() {
        admin.loopback(type);

        admin.get("/api/integrations/" + type + "/def/apis")
                .then()
                .statusCode(200)
                .body("", empty());
        admin.get("/api/integrations/nowhere/def/apis")
                .then()
                .statusCode(404)
                .body("message", startsWith("No such integration"));
        admin.application("plain", "USER")
                .api()
                .get("/api/integrations/" + type + "/def/apis")
                .then()
                .statusCode(404);
    }

    private Response register(Map<String, Object> definition) {
        return admin.post(DEFINITIONS + "/register", List.of(definition));
    }

    private static Map<String, Object> definition(String type, String usual, boolean withoutKey) {
        return Map.of(
                "name",
                "House models",
                "type",
                type,
                "category",
                "AI_MODEL",
                "description",
                "Ours",
                "enabled",
                true,
                "tags",
                List.of("house"),
                "configuration",
                List.of(endpoint(usual), Map.of("fieldName", "api_key", "optional", withoutKey)));
    }

    private static Map<String, Object> endpoint(String usual) {
        return usual == null
                ? Map.of("fieldName", "endpoint", "label", "Where")
                : Map.of("fieldName", "endpoint", "defaultValue", usual, "optional", true);
    }
}
