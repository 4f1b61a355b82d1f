package dev.stagedoor.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer to "why may they", and "why not". */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExplainTest {
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();

    @BeforeEach
    void aModel() {
        admin.loopback("why");
        admin.model("why", "m");
        admin.group("askers", "WORKER");
        admin.user("asker", "askers");
    }

    @Test
    void itNamesADirectGrant() {
        admin.grant("USER:asker", "INTEGRATION:why:m", "READ", "UPDATE");

        explain(admin, "USER:Asker", "INTEGRATION:why:m", "read")
                .body("allowed", equalTo(true))
                .body("subject", equalTo("USER:asker"))
                .body("target", equalTo("INTEGRATION:why:m"))
                .body("access", equalTo("READ"))
                .body("reason", nullValue())
                .body(
                        "paths.collect { path -> path.collect { it.type + ' ' + it.id } }",
                        hasItem(path("USER asker", "GRANT READ+UPDATE", "INTEGRATION why:m")));
        admin.revoke("USER:asker", "INTEGRATION:why:m", "READ", "UPDATE");
    }

    @Test
    void itLeadsThroughTheGroupAndTheIntegration() {
        admin.grant("GROUP:askers", "INTEGRATION_PROVIDER:why", "EXECUTE");

        shouldLead(
                "EXECUTE",
                "USER asker",
                "GROUP askers",
                "GRANT EXECUTE",
                "INTEGRATION_PROVIDER why",
                "INTEGRATION why:m");
        admin.revoke("GROUP:askers", "INTEGRATION_PROVIDER:why", "EXECUTE");
    }

    @Test
    void itLeadsThroughTheRoleThatTheGroupBrings() {
        admin.grant("ROLE:WORKER", "INTEGRATION:why:m", "DELETE");

        shouldLead("DELETE", "USER asker", "GROUP askers", "ROLE WORKER", "GRANT DELETE", "INTEGRATION why:m");
        admin.revoke("ROLE:WORKER", "INTEGRATION:why:m", "DELETE");
    }

    @Test
    void itLeadsThroughTheTag() {
        admin.put(PROVIDER + "why/tags", List.of(Map.of("key", "why", "value", "not")))
                .then()
                .statusCode(200);
        admin.grant("GROUP:askers", "TAG:why:not", "CREATE");

        shouldLead(
                "CREATE",
                "USER asker",
                "GROUP askers",
                "GRANT CREATE",
                "TAG why:not",
                "INTEGRATION_PROVIDER why",
                "INTEGRATION why:m");
        admin.revoke("GROUP:askers", "TAG:why:not", "CREATE");
    }

    @Test
    void itTellsEveryPath() {
        admin.grant("USER:asker", "INTEGRATION:why:m", "EXECUTE");
        admin.grant("GROUP:askers", "INTEGRATION:why:m", "EXECUTE");

        explain(admin, "USER:asker", "INTEGRATION:why:m", "EXECUTE").body("paths.size()", equalTo(2));
        admin.revoke("USER:asker", "INTEGRATION:why:m", "EXECUTE");
        admin.revoke("GROUP:askers", "INTEGRATION:why:m", "EXECUTE");
    }

    @Test
    void anAdminMayDoEverythingAndItSaysSo() {
        admin.put("/api/users/chief", Map.of("name", "Chief", "roles", List.of("ADMIN")))
                .then()
                .statusCode(200);

        explain(admin, "USER:chief", "INTEGRATION:why:m", "DELETE")
                .body("allowed", equalTo(true))
                .body(
                        "paths.collect { path -> path.collect { it.type + ' ' + it.id } }",
                        hasItem(path(
                                "USER chief", "ROLE ADMIN", "GRANT ADMIN may do everything", "INTEGRATION why:m")));
    }

    @Test
    void itSaysWhyNot() {
        admin.grant("USER:asker", "INTEGRATION:why:m", "READ");

        explain(admin, "USER:asker", "INTEGRATION:why:m", "EXECUTE")
                .body("allowed", equalTo(false))
                .body("paths", empty())
                .body("reason", containsString("GROUP:askers"))
                .body("reason", containsString("ROLE:WORKER"))
                .body("reason", containsString("EXECUTE"));
        explain(admin, "USER:nobody", "INTEGRATION:why:m", "EXECUTE")
                .body("allowed", equalTo(false))
                .body("reason", containsString("There is no active USER:nobody"));
        admin.revoke("USER:asker", "INTEGRATION:why:m", "READ");
    }

    @Test
    void itSaysWhatElseStandsInTheWay() {
        admin.grant("USER:asker", "INTEGRATION_PROVIDER:why", "EXECUTE");
        admin.post(PROVIDER + "why", Map.of("enabled", false)).then().statusCode(200);

        explain(admin, "USER:asker", "INTEGRATION:why:m", "EXECUTE")
                .body("allowed", equalTo(true))
                .body("reason", containsString("not active"));
        explain(admin, "USER:asker", "INTEGRATION:why:absent", "EXECUTE")
                .body("allowed", equalTo(true))
                .body("reason", containsString("There is no model 'why:absent'"));
        admin.post(PROVIDER + "why", Map.of("enabled", true)).then().statusCode(200);
        admin.revoke("USER:asker", "INTEGRATION_PROVIDER:why", "EXECUTE");
    }

    @Test
    void itAnswersForGroupsAndRolesToo() {
        admin.grant("ROLE:WORKER", "INTEGRATION:why:m", "EXECUTE");

        explain(admin, "GROUP:askers", "INTEGRATION:why:m", "EXECUTE").body("allowed", equalTo(true));
        explain(admin, "role:WORKER", "integration:why:m", "EXECUTE").body("allowed", equalTo(true));
        admin.revoke("ROLE:WORKER", "INTEGRATION:why:m", "EXECUTE");
    }

    @Test
    void everybodyMayAskAboutThemselvesAndAdminsAboutAll() {
        var asker = admin.application("asker");

        explain(asker.api(), "USER:" + asker.principal(), "INTEGRATION:why:m", "READ")
                .body("allowed", equalTo(false));
        for (var other : List.of("USER:asker", "GROUP:askers", "ROLE:WORKER")) {
            asker.api().get(question(other, "INTEGRATION:why:m", "READ")).then().statusCode(403);
        }
        Api.nobody()
                .get(question("USER:asker", "INTEGRATION:why:m", "READ"))
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target=INTEGRATION:a:b&access=READ|subject",
                "subject=USER:asker&access=READ|target",
                "subject=USER:asker&target=INTEGRATION:a:b|access",
                "subject=ann&target=INTEGRATION:a:b&access=READ|subject",
                "subject=USER:&target=INTEGRATION:a:b&access=READ|subject",
                "subject=TAG:ann&target=INTEGRATION:a:b&access=READ|subject",
                "subject=USER:asker&target=a&access=READ|target",
                "subject=USER:asker&target=HOUSE:a&access=READ|target",
                "subject=USER:asker&target=INTEGRATION:a&access=READ|target",
                "subject=USER:asker&target=TAG:a&access=READ|target",
                "subject=USER:asker&target=INTEGRATION:a:b&access=FLY|access"
            })
    void aBadQuestionIsRefusedByTheParameter(String query, String parameter) {
        admin.get("/api/auth/explain?" + query)
                .then()
                .statusCode(400)
                .body("validationErrors.path", equalTo(List.of(parameter)));
    }

    private void shouldLead(String access, String... steps) {
        explain(admin, "USER:asker", "INTEGRATION:why:m", access)
                .body("allowed", equalTo(true))
                .body("paths.collect { path -> path.collect { it.type + ' ' + it.id } }", hasItem(path(steps)));
    }

    private static List<String> path(String... steps) {
        return List.of(steps);
    }

    private static ValidatableResponse explain(Api caller, String subject, String target, String access) {
        return caller.get(question(subject, target, access)).then().statusCode(200);
    }

    private static String question(String subject, String target, String access) {
        return "/api/auth/explain?subject=" + subject + "&target=" + target + "&access=" + access;
    }
}
