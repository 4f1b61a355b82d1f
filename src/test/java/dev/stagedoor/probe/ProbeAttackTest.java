package dev.stagedoor.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts to get at a key that somebody else stored, or at a provider, by trying a connection out. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProbeAttackTest {
    private static final String TEST = "/api/integrations/test";
    private static final String STORED = "sk-stored-and-never-seen-0815";
    private static final String LIST = "{\"data\": [{\"id\": \"gpt-4o\"}]}";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().answers(200, "application/json", LIST);
    private final ProviderStub elsewhere = new ProviderStub().answers(200, "application/json", LIST);
    private final String name = "attacked-" + UUID.randomUUID();

    @BeforeEach
    void store() {
        admin.integration(name, Map.of("api_key", STORED, "endpoint", provider.url()));
    }

    @AfterEach
    void close() {
        provider.close();
        elsewhere.close();
    }

    private Api holding(String role, String... words) {
        var application = role.isEmpty() ? admin.application("attacker") : admin.application("attacker", role);
        if (words.length > 0) {
            admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + name, words);
        }
        return application.api();
    }

    private Response testNamed(Api caller, Map<String, Object> configuration) {
        return caller.post(TEST, Map.of("name", name, "configuration", configuration));
    }

    private Response testNew(Api caller) {
        return caller.post(
                TEST,
                Map.of("type", "openai", "configuration", Map.of("api_key", "sk-mine", "endpoint", elsewhere.url())));
    }

    private void assertNobodyWasAsked() {
        assertThat(provider.requests()).isEmpty();
        assertThat(elsewhere.requests()).isEmpty();
    }

    @Test
    void shouldRefuseWhoMayCreateNoIntegrationsWhenNoneIsNamed() {
        testNew(holding("")).then().statusCode(403);
        testNew(Api.nobody()).then().statusCode(401);

        assertNobodyWasAsked();
    }

    @Test
    void shouldLetWhoMayCreateIntegrationsTestANewOne() {
        testNew(holding("USER")).then().statusCode(200).body("models", contains("gpt-4o"));

        assertThat(elsewhere.lastRequest().header("Authorization")).isEqualTo("Bearer sk-mine");
    }

    @Test
    void shouldHideAnIntegrationFromWhoMayNotReadIt() {
        var there = testNamed(holding("USER"), Map.of("api_key", "sk-mine"));
        var free = holding("").post(TEST, Map.of("name", name + "-free", "type", "loopback"));
        var taken = holding("").post(TEST, Map.of("name", name, "type", "loopback"));

        there.then().statusCode(404).body("message", equalTo("No such integration '" + name + "'"));
        free.then().statusCode(404).body("message", equalTo("No such integration '" + name + "-free'"));
        taken.then().statusCode(404).body("message", equalTo("No such integration '" + name + "'"));
        assertNobodyWasAsked();
    }

    @Test
    void shouldTellNothingOfWhatIsStoredWhenTheCallerMayNotUpdateIt() {
        for (var word : new String[] {"READ", "EXECUTE", "CREATE", "DELETE"}) {
            var refused = testNamed(holding("USER", word), Map.of("endpoint", "no url"));
            assertThat(refused.statusCode()).as(word).isEqualTo(word.equals("READ") ? 403 : 404);
        }
        assertNobodyWasAsked();
    }

    @Test
    void shouldNotSendTheStoredKeyElsewhereWhenTheCallerHoldsUpdateOnly() {
        var editor = holding("USER", "READ", "UPDATE");

        for (var sent : List.<Map<String, Object>>of(
                Map.of("endpoint", elsewhere.url()),
                Map.of("endpoint", elsewhere.url(), "api_key", "********"),
                Map.of("endpoint", elsewhere.url(), "api_key", ""),
                Map.of("endpoint", ""),
                Map.of("endpoint", provider.url() + "/other"))) {
            testNamed(editor, sent)
                    .then()
                    .statusCode(400)
                    .body("validationErrors.path", hasItem("configuration.api_key"));
        }
        assertNobodyWasAsked();
    }

    @Test
    void shouldSendATypedKeyElsewhereWhenTheCallerHoldsUpdateOnly() {
        testNamed(holding("", "READ", "UPDATE"), Map.of("endpoint", elsewhere.url(), "api_key", "sk-mine"))
                .then()
                .statusCode(200)
                .body("ok", equalTo(true));

        assertThat(elsewhere.lastRequest().header("Authorization")).isEqualTo("Bearer sk-mine");
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void shouldSendTheStoredKeyElsewhereWhenTheCallerHoldsAllFive() {
        var owner = holding("", "READ", "CREATE", "UPDATE", "DELETE", "EXECUTE");

        testNamed(owner, Map.of("endpoint", elsewhere.url())).then().statusCode(200);

        assertThat(elsewhere.lastRequest().header("Authorization")).isEqualTo("Bearer " + STORED);
    }

    @Test
    void shouldNotSendTheStoredKeyToAnotherProviderTypeWhenItsNameIsUsed() {
        var editor = holding("", "READ", "UPDATE");

        editor.post(TEST, Map.of("name", name, "type", "mistral"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("type"));
        assertNobodyWasAsked();
    }

    @Test
    void shouldNotRepeatTheKeyWhenTheProviderQuotesIt() {
        provider.answers(
                200,
                "application/json",
                "{\"data\": [{\"id\": \"gpt-4o\"}, {\"id\": \"you-sent-" + STORED + "\"}, {\"id\": \"" + STORED
                        + "\"}]}");

        var answer = testNamed(admin, Map.of("api_key", "********"));

        answer.then().statusCode(200).body("models", contains("gpt-4o"));
        assertThat(answer.asString()).doesNotContain(STORED);
    }

    @Test
    void shouldChangeNothingThatIsStoredWhenSomethingElseIsTyped() {
        var before = admin.get("/api/integrations/provider/" + name).asString();

        testNamed(admin, Map.of("endpoint", elsewhere.url(), "api_key", "sk-other", "organizationId", "org-7"))
                .then()
                .statusCode(200);

        assertThat(admin.get("/api/integrations/provider/" + name).asString()).isEqualTo(before);
    }
}
