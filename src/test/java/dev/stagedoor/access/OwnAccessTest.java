package dev.stagedoor.access;

import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may do themselves, asked for many targets at once. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class OwnAccessTest {
    private static final String[] ALL = {"CREATE", "READ", "EXECUTE", "UPDATE", "DELETE"};

    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();
    private Api.Application caller;

    @BeforeEach
    void aCallerAndAnIntegration() {
        admin.loopback(id);
        admin.model(id, "m");
        caller = admin.application("caller");
    }

    private static ValidatableResponse access(Api api, String... targets) {
        return api.get("/api/auth/access?target=" + String.join("&target=", targets))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldTellWhatIsGrantedOnEachTarget() {
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, "EXECUTE", "READ");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + id + ":m", "UPDATE");

        access(caller.api(), "INTEGRATION_PROVIDER:" + id, "INTEGRATION:" + id + ":m")
                .body("$", aMapWithSize(2))
                .body("'INTEGRATION_PROVIDER:" + id + "'", contains("READ", "EXECUTE"))
                .body("'INTEGRATION:" + id + ":m'", contains("READ", "EXECUTE", "UPDATE"));
    }

    @Test
    void shouldTellNothingOfWhatIsNotThereNorOfWhatIsNotYours() {
        access(caller.api(), "INTEGRATION_PROVIDER:" + id, "INTEGRATION_PROVIDER:absent-" + id, "PROMPT:absent")
                .body("'INTEGRATION_PROVIDER:" + id + "'", empty())
                .body("'INTEGRATION_PROVIDER:absent-" + id + "'", empty())
                .body("'PROMPT:absent'", empty());
    }

    @Test
    void shouldTellAnAdminAllFiveForAnyTarget() {
        access(admin, "INTEGRATION_PROVIDER:" + id, "WORKFLOW_DEF:whatever")
                .body("'INTEGRATION_PROVIDER:" + id + "'", contains(ALL))
                .body("'WORKFLOW_DEF:whatever'", contains(ALL));
    }

    @Test
    void shouldFollowTagsToTheTargetAndToWhatContainsIt() {
        admin.put("/api/integrations/provider/" + id + "/tags", List.of(Map.of("key", id, "value", "outer")));
        admin.put(
                "/api/integrations/provider/" + id + "/integration/m/tags",
                List.of(Map.of("key", id, "value", "inner")));
        admin.grant("USER:" + caller.principal(), "TAG:" + id + ":outer", "READ");
        admin.grant("USER:" + caller.principal(), "TAG:" + id + ":inner", "EXECUTE");

        access(caller.api(), "INTEGRATION_PROVIDER:" + id, "INTEGRATION:" + id + ":m", "PROMPT:" + id)
                .body("'INTEGRATION_PROVIDER:" + id + "'", contains("READ"))
                .body("'INTEGRATION:" + id + ":m'", contains("READ", "EXECUTE"))
                .body("'PROMPT:" + id + "'", empty());
    }

    @Test
    void shouldKnowARightThatWasTakenAtOnce() {
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, "READ");
        access(caller.api(), "INTEGRATION_PROVIDER:" + id).body("'INTEGRATION_PROVIDER:" + id + "'", contains("READ"));

        admin.revoke("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + id, "READ");

        access(caller.api(), "INTEGRATION_PROVIDER:" + id).body("'INTEGRATION_PROVIDER:" + id + "'", empty());
    }

    @Test
    void shouldAnswerForTwoHundredTargetsAndNoMore() {
        access(caller.api(), targets(200)).body("$", aMapWithSize(200));

        admin.get("/api/auth/access?target=" + String.join("&target=", targets(201)))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("target"));
    }

    private static String[] targets(int count) {
        return IntStream.range(0, count).mapToObj(i -> "PROMPT:p" + i).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?target=",
                "?target=openai",
                "?target=PROMPT:",
                "?target=NOTHING:x",
                "?target=INTEGRATION:x",
                "?target=PROMPT:x&target=y"
            })
    void shouldRefuseWhatNamesNoTarget(String query) {
        admin.get("/api/auth/access" + query).then().statusCode(400).body("validationErrors.path", contains("target"));
    }

    @Test
    void shouldNotAnswerNobody() {
        Api.nobody().get("/api/auth/access?target=PROMPT:x").then().statusCode(401);
    }

    @Test
    void shouldRefuseANameThatTheStoreCannotHold() {
        admin.grant("USER:" + caller.principal(), "TAG:" + id + ":any", "READ");

        caller.api().get("/api/auth/access?target=PROMPT:%00").then().statusCode(400);
    }
}
