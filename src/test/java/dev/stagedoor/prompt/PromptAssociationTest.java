package dev.stagedoor.prompt;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which prompts are meant for which model (contract, section 1.4). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromptAssociationTest {
    /** What the Java client leaves in its path (contract, section 0.4, point 1). */
    private static final String SDK_6 =
            "/api/integrations/provider/%%7BintegrationName%%7D/integration/%%7Bmodel%%7D/prompt?integrationName=%s&model=%s";

    private static final String SDK_4 =
            "/api/integrations/provider/%%7BintegrationProvider%%7D/integration/%%7BintegrationName%%7D/prompt?integrationProvider=%s&integrationName=%s";

    private final Api admin = Api.admin();
    private final String id = "tied-" + UUID.randomUUID();
    private final String promptsOfModel = "/api/integrations/provider/" + id + "/integration/m/prompt";
    private Api.Application caller;

    @BeforeEach
    void somePromptAndSomeModel() {
        admin.loopback(id);
        admin.model(id, "m");
        admin.prompt(id, "Hello");
        caller = admin.application("caller", "USER");
    }

    private static void tie(Api api, String path) {
        api.post(path, Map.of()).then().statusCode(200).body(equalTo(""));
    }

    @Test
    void aPromptIsTiedToAModelOnceHoweverOften() {
        tie(admin, promptsOfModel + "/" + id);
        admin.request().post(promptsOfModel + "/" + id).then().statusCode(200);

        admin.get("/api/prompts/" + id).then().body("integrations", contains(id + ":m"));
        admin.get(promptsOfModel)
                .then()
                .statusCode(200)
                .body("name", contains(id))
                .body("[0].template", equalTo("Hello"))
                .body("[0].integrations", contains(id + ":m"));
    }

    @Test
    void aPromptThatWasSavedForAModelIsAmongThemByItsLatestVersion() {
        admin.post("/api/prompts/" + id + "?description=d&models=" + id + ":m", "One")
                .then()
                .statusCode(200);
        admin.post("/api/prompts/" + id + "?description=d&autoIncrement=True", "Two")
                .then()
                .statusCode(200);
        admin.get(promptsOfModel).then().body("template", contains("Two"));

        admin.put("/api/prompts/" + id + "?description=d&models=other:model", "Two")
                .then()
                .statusCode(200);
        admin.get(promptsOfModel).then().statusCode(200).body("$", empty());
    }

    @Test
    void theListHoldsOnlyPromptsThatTheCallerMayRead() {
        tie(admin, promptsOfModel + "/" + id);
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + id + ":m", "READ");
        caller.api().get(promptsOfModel).then().statusCode(200).body("$", empty());

        admin.grant("USER:" + caller.principal(), "PROMPT:" + id, "READ");
        caller.api().get(promptsOfModel).then().body("name", contains(id));
    }

    @Test
    void theListNeedsReadOnTheModel() {
        admin.grant("USER:" + caller.principal(), "PROMPT:" + id, "READ");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + id + ":m", "EXECUTE");

        caller.api()
                .get(promptsOfModel)
                .then()
                .statusCode(404)
                .body("message", equalTo("No such model '" + id + ":m'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ", "UPDATE"})
    void tyingNeedsReadOnTheModelAndReadOrUpdateOnThePrompt(String access) {
        admin.grant("USER:" + caller.principal(), "PROMPT:" + id, access);
        caller.api().post(promptsOfModel + "/" + id, Map.of()).then().statusCode(404);

        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, "READ");
        tie(caller.api(), promptsOfModel + "/" + id);

        admin.get("/api/prompts/" + id).then().body("integrations", contains(id + ":m"));
    }

    @Test
    void otherWordsOnThePromptAreNotEnough() {
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, "READ");
        admin.grant("USER:" + caller.principal(), "PROMPT:" + id, "EXECUTE", "DELETE", "CREATE");

        caller.api()
                .post(promptsOfModel + "/" + id, Map.of())
                .then()
                .statusCode(404)
                .body("message", equalTo("No such prompt '" + id + "'"));
        admin.get("/api/prompts/" + id).then().body("integrations", empty());
    }

    @Test
    void whatIsMissingIsNotFound() {
        var providers = "/api/integrations/provider/";
        for (var path : List.of(
                promptsOfModel + "/nowhere",
                providers + id + "/integration/nowhere/prompt/" + id,
                providers + "nowhere/integration/m/prompt/" + id)) {
            admin.post(path, Map.of()).then().statusCode(404);
        }
        admin.get(providers + id + "/integration/nowhere/prompt").then().statusCode(404);
        admin.get("/api/prompts/" + id).then().body("integrations", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {SDK_6, SDK_4})
    void theJavaClientIsUnderstoodThoughItLeavesItsPathUnfilled(String path) {
        tie(admin, promptsOfModel + "/" + id);

        admin.get(path.formatted(id, "m")).then().statusCode(200).body("name", contains(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {SDK_6, SDK_4})
    void anUnfilledPathNeedsReadOnTheModelInTheQuery(String path) {
        tie(admin, promptsOfModel + "/" + id);
        admin.grant("USER:" + caller.principal(), "PROMPT:" + id, "READ");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:{integrationName}:{model}", "READ");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:{integrationProvider}:{integrationName}", "READ");

        caller.api()
                .get(path.formatted(id, "m"))
                .then()
                .statusCode(404)
                .body("message", equalTo("No such model '" + id + ":m'"));
    }

    @Test
    void aQueryBesideAFilledPathMeansNothing() {
        admin.grant("USER:" + caller.principal(), "INTEGRATION:mine:m", "READ");

        caller.api()
                .get(promptsOfModel + "?integrationName=mine&model=m")
                .then()
                .statusCode(404)
                .body("message", equalTo("No such model '" + id + ":m'"));
    }

    @Test
    void anUnfilledPathWithoutAQueryNamesNothing() {
        admin.get("/api/integrations/provider/%7BintegrationName%7D/integration/%7Bmodel%7D/prompt")
                .then()
                .statusCode(404);
    }
}
