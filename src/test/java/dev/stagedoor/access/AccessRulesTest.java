package dev.stagedoor.access;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far rights reach, and who may give them: rules 2, 3 and 5 of access, as calls show them. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessRulesTest {
    private static final String PROVIDER = "/api/integrations/provider/";
    private static final String[] ALL_FIVE = {"CREATE", "READ", "EXECUTE", "UPDATE", "DELETE"};

    private final Api admin = Api.admin();

    @Test
    void aGrantOnAnIntegrationReachesAModelAddedAfterwards() {
        admin.loopback("later");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:later", "EXECUTE");

        admin.model("later", "newcomer");

        reader.api().chat("later:newcomer").then().statusCode(200);
    }

    @Test
    void aGrantOnOneModelDoesNotReachItsNeighbour() {
        street("street");
        var reader = admin.application("reader");

        admin.grant("USER:" + reader.principal(), "INTEGRATION:street:one", "READ", "EXECUTE");

        reader.api().chat("street:one").then().statusCode(200);
        reader.api().chat("street:two").then().statusCode(404).body("error.code", equalTo("model_not_found"));
        reader.api().get(PROVIDER + "street/integration/two").then().statusCode(404);
        reader.api().get(PROVIDER + "street/integration").then().body("api", contains("one"));
        reader.api().get(PROVIDER + "street").then().statusCode(404);
        reader.api().get("/v1/models").then().body("data.id", contains("street:one"));
    }

    @Test
    void aGrantOnATagReachesTheModelThatCarriesItAlone() {
        street("lane");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "TAG:colour:red", "READ", "EXECUTE");
        reader.api().chat("lane:one").then().statusCode(404);

        tag(PROVIDER + "lane/integration/one", "colour", "red");
        tag(PROVIDER + "lane/integration/two", "colour", "green");

        reader.api().chat("lane:one").then().statusCode(200);
        reader.api().chat("lane:two").then().statusCode(404);
        reader.api().get("/api/integrations/all").then().body("$", contains("lane:one"));
    }

    @Test
    void aGrantOnATagOfTheIntegrationReachesAllItsModels() {
        street("alley");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "TAG:colour:blue", "READ", "EXECUTE");

        tag(PROVIDER + "alley", "colour", "blue");

        reader.api().chat("alley:two").then().statusCode(200);
        reader.api().get(PROVIDER + "alley").then().statusCode(200);
        reader.api().get("/api/integrations/all").then().body("$", contains("alley:one", "alley:two"));

        admin.delete(PROVIDER + "alley/tags", List.of(Map.of("key", "colour", "value", "blue")))
                .then()
                .statusCode(200);
        reader.api().chat("alley:two").then().statusCode(404);
        reader.api().get("/api/integrations/all").then().body("$", empty());
    }

    @Test
    void rightsAddUpOverEverythingThatAUserCountsAs() {
        admin.loopback("sum");
        tag(PROVIDER + "sum", "sum", "up");
        admin.group("adders", "WORKFLOW_MANAGER");
        admin.put("/api/users/adder", Map.of("name", "Adder", "roles", List.of("WORKER"), "groups", List.of("adders")))
                .then()
                .statusCode(200);
        var check = "/api/users/adder/checkPermissions?type=INTEGRATION_PROVIDER&id=sum";
        admin.get(check).then().body("$", equalTo(allFive(false)));

        admin.grant("USER:adder", "INTEGRATION_PROVIDER:sum", "CREATE");
        admin.grant("GROUP:adders", "INTEGRATION_PROVIDER:sum", "READ");
        admin.grant("ROLE:WORKER", "INTEGRATION_PROVIDER:sum", "EXECUTE");
        admin.grant("ROLE:WORKFLOW_MANAGER", "INTEGRATION_PROVIDER:sum", "UPDATE");
        admin.get(check).then().body("DELETE", equalTo(false)).body("UPDATE", equalTo(true));
        admin.grant("GROUP:adders", "TAG:sum:up", "DELETE");

        admin.get(check).then().body("$", equalTo(allFive(true)));
    }

    private static Map<String, Boolean> allFive(boolean held) {
        return Map.of("CREATE", held, "READ", held, "EXECUTE", held, "UPDATE", held, "DELETE", held);
    }

    @Test
    void anApplicationCountsAsItsRoles() {
        street("roles");
        var caller = admin.application("caller", "UNRESTRICTED_WORKER");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:roles:one", "READ");
        caller.api().chat("roles:one").then().statusCode(404);

        admin.grant("ROLE:UNRESTRICTED_WORKER", "INTEGRATION:roles:one", "EXECUTE");

        caller.api().chat("roles:one").then().statusCode(200);
    }

    @Test
    void readShowsAndDoesNotCallExecuteCallsAndDoesNotShow() {
        street("words");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:words", "READ");
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:words", "EXECUTE");

        reader.api().get(PROVIDER + "words/integration/one").then().statusCode(200);
        reader.api().get("/v1/models").then().body("data", empty());
        reader.api().chat("words:one").then().statusCode(404).body("error.code", equalTo("model_not_found"));

        caller.api().chat("words:one").then().statusCode(200);
        caller.api().get("/v1/models").then().body("data.id", contains("words:one", "words:two"));
        caller.api().get(PROVIDER + "words/integration/one").then().statusCode(404);
        caller.api().get(PROVIDER).then().body("$", empty());
    }

    @Test
    void theCreatorGetsAllFive() {
        var maker = admin.application("maker", "USER");

        maker.api().loopback("made");
        maker.api().model("made", "m");
        var made = maker.api().application("made");

        for (var target : List.of("INTEGRATION_PROVIDER/made", "INTEGRATION/made%3Am", "APPLICATION/" + made.id())) {
            maker.api()
                    .get("/api/auth/authorization/" + target + "?groupBy=subject")
                    .then()
                    .statusCode(200)
                    .body("$", hasEntry("USER:" + maker.principal(), List.of(ALL_FIVE)));
        }
    }

    @Test
    void nobodyGrantsWhatTheyDoNotHold() {
        admin.loopback("scarce");
        var keeper = admin.application("keeper");
        admin.grant("USER:" + keeper.principal(), "INTEGRATION_PROVIDER:scarce", "READ", "UPDATE");

        keeper.api()
                .tryGrant("USER:" + keeper.principal(), "INTEGRATION_PROVIDER:scarce", "READ", "EXECUTE")
                .then()
                .statusCode(403)
                .body("message", containsString("EXECUTE"));
        keeper.api()
                .tryGrant("GROUP:friends", "INTEGRATION:scarce:m", "DELETE")
                .then()
                .statusCode(403);
        grantsOf("USER", keeper.principal()).then().body("[0].access", contains("READ", "UPDATE"));
        grantsOf("GROUP", "friends").then().body("$", empty());

        keeper.api().grant("GROUP:friends", "INTEGRATION:scarce:m", "READ", "UPDATE");
        grantsOf("GROUP", "friends").then().body("[0].access", contains("READ", "UPDATE"));
    }

    @Test
    void grantingAndTakingBackNeedUpdate() {
        admin.loopback("guarded");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:guarded", "READ", "EXECUTE");
        var other = admin.application("other");
        admin.grant("USER:" + other.principal(), "INTEGRATION_PROVIDER:guarded", "EXECUTE");
        var taken = Map.of(
                "subject", Map.of("type", "USER", "id", other.principal()),
                "target", Map.of("type", "INTEGRATION_PROVIDER", "id", "guarded"),
                "access", List.of("EXECUTE"));

        reader.api()
                .tryGrant("USER:friend", "INTEGRATION_PROVIDER:guarded", "READ")
                .then()
                .statusCode(403);
        reader.api().delete("/api/auth/authorization", taken).then().statusCode(403);
        other.api()
                .tryGrant("USER:friend", "INTEGRATION_PROVIDER:guarded", "EXECUTE")
                .then()
                .statusCode(404);

        grantsOf("USER", "friend").then().body("$", empty());
        grantsOf("USER", other.principal()).then().body("[0].access", contains("EXECUTE"));
    }

    @Test
    void aTagThatOpensMoreThanTheTaggerHoldsIsRefused() {
        street("tagged");
        admin.grant("GROUP:everybody", "TAG:open:yes", "EXECUTE");
        var keeper = admin.application("keeper");
        admin.grant("USER:" + keeper.principal(), "INTEGRATION_PROVIDER:tagged", "READ", "UPDATE");
        var open = List.of(Map.of("key", "team", "value", "a"), Map.of("key", "open", "value", "yes"));

        keeper.api()
                .put(PROVIDER + "tagged/tags", open)
                .then()
                .statusCode(403)
                .body("message", containsString("EXECUTE"));
        keeper.api().put(PROVIDER + "tagged/integration/one/tags", open).then().statusCode(403);
        keeper.api()
                .post("/api/integrations", List.of(Map.of("name", "tagged", "description", "changed", "tags", open)))
                .then()
                .statusCode(403);

        admin.get(PROVIDER + "tagged").then().body("tags", empty()).body("description", not(equalTo("changed")));
        admin.get(PROVIDER + "tagged/integration/one/tags").then().body("$", empty());
        keeper.api()
                .put(PROVIDER + "tagged/tags", List.of(open.getFirst()))
                .then()
                .statusCode(200);
    }

    @Test
    void aSecretIsShownToNobody() {
        var maker = admin.application("maker", "USER");
        var configuration = Map.<String, Object>of("api_key", "sk-very-secret", "endpoint", "https://example.org");
        var masked = Map.of("api_key", "********", "endpoint", "https://example.org");

        maker.api()
                .post(PROVIDER + "sealed", Map.of("type", "openai", "configuration", configuration))
                .then()
                .statusCode(200)
                .body("configuration", equalTo(masked));
        maker.api()
                .post(PROVIDER + "sealed/integration/m", Map.of("configuration", Map.of("api_key", "sk-of-the-model")))
                .then()
                .statusCode(200);

        for (var caller : List.of(maker.api(), admin)) {
            caller.get(PROVIDER + "sealed").then().body("configuration", equalTo(masked));
            caller.get(PROVIDER).then().body("find { it.name == 'sealed' }.configuration", equalTo(masked));
            caller.get("/api/integrations/")
                    .then()
                    .body("find { it.name == 'sealed' }.configuration", equalTo(masked))
                    .body(not(containsString("sk-")));
            caller.get(PROVIDER + "sealed/integration/m")
                    .then()
                    .body("configuration", equalTo(Map.of("api_key", "********")));
        }
        maker.api().loopback("nothing-to-hide");
        maker.api().get(PROVIDER + "nothing-to-hide").then().body("configuration", anEmptyMap());
    }

    private void street(String name) {
        admin.loopback(name);
        admin.model(name, "one");
        admin.model(name, "two");
    }

    private void tag(String path, String key, String value) {
        admin.put(path + "/tags", List.of(Map.of("key", key, "value", value)))
                .then()
                .statusCode(200);
    }

    private Response grantsOf(String type, String id) {
        return admin.get("/api/auth/subjects/" + type + "/" + id + "/grants");
    }
}
