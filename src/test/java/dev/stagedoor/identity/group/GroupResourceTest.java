package dev.stagedoor.identity.group;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups over the wire (contract, section 1.10). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GroupResourceTest {
    private static final String GROUPS = "/api/groups";

    private final Api admin = Api.admin();
    private final String id = "Group-" + UUID.randomUUID();
    private final String path = GROUPS + "/" + id;

    @Test
    void savingShowsTheGroup() {
        admin.put(
                        path,
                        Map.of(
                                "description", "Who reads the numbers",
                                "roles", List.of("METADATA_MANAGER"),
                                "defaultAccess",
                                        Map.of(
                                                "WORKFLOW_DEF", List.of("READ", "EXECUTE"),
                                                "TASK_DEF", List.of("READ"),
                                                "WORKFLOW_SCHEDULE", List.of())))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("description", equalTo("Who reads the numbers"))
                .body("roles.name", contains("METADATA_MANAGER"))
                .body("roles[0].permissions.name", hasItem("CREATE_INTEGRATION"))
                .body("defaultAccess.WORKFLOW_DEF", contains("EXECUTE", "READ"))
                .body("defaultAccess.TASK_DEF", contains("READ"))
                .body("defaultAccess.WORKFLOW_SCHEDULE", empty());
    }

    @Test
    void oneGroupReadsLikeTheSameGroupInTheList() {
        admin.group(id, "USER");

        var one = admin.get(path).then().statusCode(200).extract().jsonPath().getMap("");

        admin.get(GROUPS).then().statusCode(200).body("find { it.id == '" + id + "' }", equalTo(one));
    }

    @Test
    void savingAgainReplacesWhatWasThere() {
        admin.put(
                path,
                Map.of(
                        "description", "first",
                        "roles", List.of("USER"),
                        "defaultAccess", Map.of("TASK_DEF", List.of("READ"))));

        admin.put(path, Map.of("description", "second"))
                .then()
                .statusCode(200)
                .body("description", equalTo("second"))
                .body("roles", empty())
                .body("defaultAccess", anEmptyMap());
    }

    @Test
    void oneRoleMayStandForAListOfOne() {
        admin.put(path, Map.of("description", "d", "roles", "USER"))
                .then()
                .statusCode(200)
                .body("roles.name", contains("USER"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|description",
                "{'description': 'd', 'roles': ['EMPEROR']}|roles",
                "{'description': 'd', 'roles': ['USER_READ_ONLY', 'USER']}|roles",
                "{'description': 'd', 'defaultAccess': {'PROMPT': ['READ']}}|defaultAccess",
                "{'description': 'd', 'defaultAccess': {'TASK_DEF': ['FLY']}}|defaultAccess.TASK_DEF[0]",
                "{'description': 'd', 'roles': ['USER_READ_ONLY'], 'defaultAccess': {'TASK_DEF': ['READ']}}|defaultAccess",
            })
    void whatIsNoGroupIsRefusedByItsField(String quoted, String field) {
        admin.put(path, quoted.replace('\'', '"'))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(field));
        admin.get(path).then().statusCode(404);
    }

    @Test
    void deletingSaysSoAndIsFinal() {
        admin.group(id);

        admin.delete(path).then().statusCode(200).body("$", equalTo(Map.of("message", "Deleted group '" + id + "'")));

        admin.get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "DELETE, ''", "GET, /permissions"})
    void anUnknownGroupIsNamed(String verb, String below) {
        admin.request()
                .request(verb, path + below)
                .then()
                .statusCode(404)
                .body("message", containsString("'" + id + "'"));
    }

    @Test
    void permissionsAreTheGrantsOfTheGroupOneEntryForEachTarget() {
        admin.group(id, "USER");
        admin.get(path + "/permissions").then().statusCode(200).body("$", equalTo(Map.of("grantedAccess", List.of())));

        admin.grant("GROUP:" + id, "PROMPT:p", "READ");
        admin.grant("GROUP:" + id, "PROMPT:p", "UPDATE");

        admin.get(path + "/permissions")
                .then()
                .body(
                        "grantedAccess",
                        equalTo(List.of(Map.of(
                                "target", Map.of("type", "PROMPT", "id", "p"), "access", List.of("READ", "UPDATE")))));
    }

    @Test
    void onlyAdminsManageGroups() {
        admin.group(id);
        var plain = admin.application("plain", "USER", "METADATA_MANAGER", "WORKFLOW_MANAGER")
                .api();

        for (var refused : List.of(
                plain.get(GROUPS),
                plain.get(path),
                plain.get(path + "/permissions"),
                plain.put(path, Map.of("description", "taken")),
                plain.delete(path))) {
            refused.then().statusCode(403);
        }
        admin.get(path).then().body("description", equalTo(id));
    }
}
