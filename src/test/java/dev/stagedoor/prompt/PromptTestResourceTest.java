package dev.stagedoor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.secret.Mask;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trying out a prompt is a call like any other (contract, section 1.8). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromptTestResourceTest {
    private static final String TEST = "/api/prompts/test";
    private static final String PROVIDER_KEY = "sk-of-the-provider";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private final String name = "tried-" + UUID.randomUUID();
    private Api.Application caller;

    @BeforeEach
    void offer() {
        admin.integration(name, Map.of("api_key", PROVIDER_KEY, "endpoint", provider.url()));
        admin.model(name, "gpt-4o");
        caller = admin.application("caller", "USER");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + name + ":gpt-4o", "EXECUTE");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Map<String, Object> request(Object... more) {
        var request = new HashMap<String, Object>(Map.of("llmProvider", name, "model", "gpt-4o", "prompt", "Hello"));
        for (var i = 0; i < more.length; i += 2) {
            request.put((String) more[i], more[i + 1]);
        }
        return request;
    }

    private Response tryOut(Object... more) {
        return caller.api().post(TEST, request(more));
    }

    @Test
    void theAnswerOfTheModelIsPlainText() {
        var expected = JsonPath.from(ProviderStub.sample("chat.json")).getString("choices[0].message.content");

        tryOut().then().statusCode(200).contentType("text/plain").body(equalTo(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/plain", "image/png"})
    void itIsPlainTextWhateverTheClientSaysItAccepts(String accept) {
        caller.api()
                .request()
                .header("Accept", accept)
                .body(request())
                .post(TEST)
                .then()
                .statusCode(200)
                .contentType("text/plain");
    }

    @Test
    void theLoopbackRepeatsTheTextWithItsPlaceholdersFilledIn() {
        var loopback = "loop-" + UUID.randomUUID();
        admin.loopback(loopback);
        admin.model(loopback, "m");

        admin.post(
                        TEST,
                        request(
                                "llmProvider",
                                loopback,
                                "model",
                                "m",
                                "prompt",
                                "Dear ${name}, ${items} ${unknown} {{name}}",
                                "promptVariables",
                                Map.of("name", "Grüße", "items", List.of(1, "a"))))
                .then()
                .statusCode(200)
                .body(equalTo("Loopback heard: Dear Grüße, [1,\"a\"] ${unknown} {{name}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{7*7}}",
                "${7*7}",
                "#{7*7}",
                "<%= 7*7 %>",
                "${T(java.lang.Runtime).getRuntime().exec('id')}",
                "${${x}}",
                "$HOME",
                "${env:HOME}"
            })
    void attack5ATemplateReachesTheProviderAsText(String probe) {
        tryOut("prompt", probe + " ${it}", "promptVariables", Map.of("it", probe))
                .then()
                .statusCode(200);

        assertThat(sent().getString("messages[0].content")).isEqualTo(probe + " " + probe);
    }

    private JsonPath sent() {
        return JsonPath.from(provider.lastRequest().text());
    }

    @Test
    void theProviderIsSentTheTextAndNothingThatWasNotGiven() {
        tryOut().then().statusCode(200);

        assertThat(provider.lastRequest().path()).isEqualTo("/v1/chat/completions");
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer " + PROVIDER_KEY);
        assertThat(sent().<Map<String, Object>>get("$"))
                .isEqualTo(Map.of("model", "gpt-4o", "messages", List.of(Map.of("role", "user", "content", "Hello"))));
    }

    @Test
    void theProviderIsSentWhatWasGivenUnderItsOwnNames() {
        tryOut(
                        "temperature",
                        0.1,
                        "topP",
                        0.9,
                        "maxTokens",
                        50,
                        "stopWords",
                        List.of("END", "STOP"),
                        "response_format",
                        "json")
                .then()
                .statusCode(200);

        var sent = sent();
        assertThat(provider.lastRequest().text()).contains("\"temperature\":0.1,", "\"top_p\":0.9,");
        assertThat(sent.getInt("max_tokens")).isEqualTo(50);
        assertThat(sent.getList("stop")).isEqualTo(List.of("END", "STOP"));
        assertThat(sent.getString("response_format.type")).isEqualTo("json_object");
    }

    @Test
    void zeroTokensNoStopWordsAndTextAreTheProvidersDefault() {
        tryOut("maxTokens", 0, "stopWords", List.of(), "response_format", "text")
                .then()
                .statusCode(200);

        assertThat(sent().<Map<String, Object>>get("$")).containsOnlyKeys("model", "messages");
    }

    @Test
    void aStoredPromptIsTriedOutByItsName() {
        admin.prompt(name, "Old");
        admin.put("/api/prompts/" + name + "?description=d&version=2", "Hello ${who}")
                .then()
                .statusCode(200);
        admin.grant("USER:" + caller.principal(), "PROMPT:" + name, "READ");

        tryOut("prompt", "", "promptName", name, "promptVariables", Map.of("who", "Ann"))
                .then()
                .statusCode(200);

        assertThat(sent().getString("messages[0].content")).isEqualTo("Hello Ann");
    }

    @Test
    void aStoredPromptNeedsReadAndOneThatIsNotReadIsLikeNone() {
        admin.prompt(name, "Hello");
        admin.grant("USER:" + caller.principal(), "PROMPT:" + name, "EXECUTE", "UPDATE");

        for (var prompt : List.of(name, "nowhere")) {
            tryOut("prompt", "", "promptName", prompt)
                    .then()
                    .statusCode(404)
                    .body("message", equalTo("No such prompt '" + prompt + "'"));
        }
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void itLeavesTheUsageRowOfAChatCompletion() {
        tryOut().then().statusCode(200);

        Awaitility.await().untilAsserted(() -> assertThat(Rows.one(
                        "select concat_ws(' ', principal_id, access_key_id, model, endpoint, streamed, outcome, status)"
                                + " from usage_entry where integration = ?",
                        name))
                .isEqualTo(caller.principal() + " " + caller.keyId() + " gpt-4o /chat/completions f COMPLETED 200"));
    }

    @Test
    void aModelThatIsNotThereAndOneThatIsNotYoursAreRefusedAlikeAndInTheShapeOfTheManagementApi() {
        var stranger = admin.application("stranger", "USER").api();
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + name, "READ");

        var hidden = stranger.post(TEST, request());
        var absent = stranger.post(TEST, request("model", "gpt-5"));

        hidden.then()
                .statusCode(404)
                .body("status", equalTo(404))
                .body("code", equalTo("model_not_found"))
                .body("message", containsString("'" + name + ":gpt-4o'"));
        assertThat(hidden.asString().replace("gpt-4o", "gpt-5")).isEqualTo(absent.asString());
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void readOnAModelIsNotEnough() {
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + name, "READ", "UPDATE", "DELETE");
        admin.revoke("USER:" + caller.principal(), "INTEGRATION:" + name + ":gpt-4o", "EXECUTE");

        tryOut().then().statusCode(404);
    }

    @Test
    void aModelThatIsSwitchedOffIsForbidden() {
        admin.post("/api/integrations/provider/" + name + "/integration/gpt-4o", Map.of("enabled", false))
                .then()
                .statusCode(200);

        tryOut().then().statusCode(403).body("code", equalTo("model_inactive"));
    }

    @ParameterizedTest
    @CsvSource({
        "llmProvider, llmProvider",
        "model, model",
        "prompt, prompt",
    })
    void whatIsMissingIsNamed(String missing, String field) {
        var request = request();
        request.remove(missing);

        refused(request, field);
    }

    @ParameterizedTest
    @CsvSource({
        "llmProvider, a:b, llmProvider",
        "response_format, xml, response_format",
        "maxTokens, -1, maxTokens",
        "temperature, hot, temperature",
        "temperature, NaN, temperature",
        "promptVariables, text, promptVariables",
        "stopWords, text, stopWords",
    })
    void whatIsWrongIsNamed(String part, String value, String field) {
        refused(request(part, value), field);
    }

    private void refused(Map<String, Object> request, String field) {
        caller.api().post(TEST, request).then().statusCode(400).body("validationErrors.path", hasItem(field));
        assertThat(provider.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 429, 500, 503})
    void aRefusalOfTheProviderIsABadGatewayWithItsStatusAndMessage(int status) {
        provider.answers(status, "application/json", "{\"error\": {\"message\": \"slow down\", \"type\": \"x\"}}");

        failed(502, "upstream_refused")
                .body("message", equalTo("The provider of '" + name + "' answered " + status + ": slow down"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'error': 'plain'}          | : plain",
                "{'message': 'at the top'}   | : at the top",
                "{'detail': 'somewhere'}     | : somewhere",
                "{'error': {'code': 7}}      | : {'code':7}",
                "{'other': 1}                | ''",
                "[]                          | ''",
                "<html>no</html>             | ''",
            })
    void theMessageIsFoundWhereverTheProviderPutsIt(String body, String message) {
        provider.answers(500, "application/json", body.replace('\'', '"'));

        failed(502, "upstream_refused")
                .body("message", equalTo("The provider of '" + name + "' answered 500" + message.replace('\'', '"')));
    }

    @Test
    void theKeyOfTheProviderIsMaskedInAMessageThatRepeatsIt() {
        provider.answers(401, "application/json", "{\"error\": {\"message\": \"" + PROVIDER_KEY + " is wrong\"}}");

        failed(502, "upstream_refused")
                .body("message", allOf(containsString(Mask.TEXT + " is wrong"), not(containsString(PROVIDER_KEY))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{'choices': []}",
                "{'choices': [{'message': {'content': null}}]}",
                "{'choices': [{'message': {'content': [1]}}]}",
                "{'choices': 'x'}",
                "[]",
                "null",
                "data: {}",
            })
    void anAnswerWithoutATextIsABadGateway(String body) {
        provider.answers(200, "application/json", body.replace('\'', '"'));

        failed(502, "upstream_unusable");
    }

    @Test
    void aProviderThatCannotBeReachedIsABadGateway() {
        provider.close();

        failed(502, "upstream_unreachable");
    }

    @Test
    void anAnswerThatBreaksOffIsABadGateway() {
        provider.breaksOffAfter("application/json", "{\"choices\":[");

        failed(502, "upstream_unreachable");
        Awaitility.await().untilAsserted(() -> assertThat(Rows.usageOf(name))
                .allMatch(row -> row.startsWith("FAILED 502"))
                .hasSize(1));
    }

    private ValidatableResponse failed(int status, String code) {
        return tryOut().then()
                .statusCode(status)
                .contentType("application/json")
                .body("status", equalTo(status))
                .body("code", equalTo(code));
    }
}
