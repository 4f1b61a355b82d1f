package dev.stagedoor.identity.user;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users over the wire (contract, section 1.9). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UserResourceTest {
    private static final String USERS = "/api/users";

    private final Api admin = Api.admin();
    private final String id = "user-" + UUID.randomUUID();
    private final String path = USERS + "/" + id;

    @Test
    void savingShowsTheUserWithItsRolesAndGroups() {
        admin.group(id, "WORKFLOW_MANAGER");

        admin.put(
                        path,
                        Map.of(
                                "name", "Ann",
                                "roles", List.of("USER"),
                                "groups", List.of(id),
                                "contactInformation", Map.of("email", "ann@example.org")))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("name", equalTo("Ann"))
                .body("uuid", notNullValue())
                .body("roles.name", contains("USER"))
                .body("roles[0].permissions.name", hasItems("CREATE_INTEGRATION", "CREATE_APPLICATION"))
                .body("groups.id", contains(id))
                .body("groups[0].roles.name", contains("WORKFLOW_MANAGER"))
                .body("applicationUser", equalTo(false))
                .body("contactInformation", equalTo(Map.of("email", "ann@example.org")));
    }

    @Test
    void oneUserReadsLikeTheSameUserInTheList() {
        admin.user(id);

        var one = admin.get(path).then().statusCode(200).extract().jsonPath().getMap("");

        admin.get(USERS).then().statusCode(200).body("find { it.id == '" + id + "' }", equalTo(one));
    }

    @Test
    void idsHaveNoCase() {
        var typed = "User-" + id.toUpperCase(Locale.ROOT);

        admin.put(USERS + "/" + typed, Map.of("name", "Mixed"))
                .then()
                .statusCode(200)
                .body("id", equalTo("user-" + id));

        admin.get(USERS + "/user-" + id).then().statusCode(200).body("name", equalTo("Mixed"));
        admin.get(USERS + "/" + typed).then().statusCode(200).body("name", equalTo("Mixed"));
        admin.delete(USERS + "/" + typed).then().statusCode(200);
        admin.get(USERS + "/user-" + id).then().statusCode(404);
    }

    @Test
    void anIdMayBeAnAddress() {
        admin.put(path + "%40example.org", Map.of("name", "Ann"))
                .then()
                .statusCode(200)
                .body("id", equalTo(id + "@example.org"));
    }

    @Test
    void oneRoleOrGroupMayStandForAListOfOne() {
        admin.group(id);

        admin.put(path, Map.of("name", "Ann", "roles", "USER", "groups", id))
                .then()
                .statusCode(200)
                .body("roles.name", contains("USER"))
                .body("groups.id", contains(id));
    }

    @Test
    void rolesAndGroupsThatAreLeftOutStay() {
        admin.group(id);
        admin.put(path, Map.of("name", "Ann", "roles", List.of("USER"), "groups", List.of(id)));

        admin.put(path, Map.of("name", "Anna"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Anna"))
                .body("roles.name", contains("USER"))
                .body("groups.id", contains(id));
        admin.put(path, Map.of("name", "Anna", "roles", List.of(), "groups", List.of()))
                .then()
                .body("roles", empty())
                .body("groups", empty());
    }

    @Test
    void aUserNeedsAName() {
        admin.put(path, Map.of("roles", List.of("USER")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("name"));
        admin.get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app:x", "APP:x"})
    void thePrefixOfApplicationsIsReserved(String reserved) {
        admin.put(USERS + "/" + reserved, Map.of("name", "Impostor"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?apps=true", "?apps=True"})
    void applicationsAreListedOnRequestOnly(String query) {
        var application = admin.application("listed");
        admin.user(id);

        admin.get(USERS + query).then().statusCode(200).body("id", hasItems(id, application.principal()));
        admin.get(USERS)
                .then()
                .statusCode(200)
                .body("id", hasItem(id))
                .body("id", not(hasItem(containsString("app:"))));
    }

    @Test
    void anApplicationIsAUserWithItsRoles() {
        var application = admin.application("robot", "WORKER", "METADATA_API");

        admin.get(USERS + "/" + application.principal())
                .then()
                .statusCode(200)
                .body("id", equalTo(application.principal()))
                .body("name", equalTo("robot"))
                .body("roles.name", containsInAnyOrder("WORKER", "METADATA_API"))
                .body("groups", empty())
                .body("applicationUser", equalTo(true));
    }

    @Test
    void deletingSaysSoAndIsFinal() {
        admin.user(id);

        admin.delete(path).then().statusCode(200).body("$", equalTo(Map.of("message", "Deleted user '" + id + "'")));

        admin.get(path).then().statusCode(404);
        admin.delete(path).then().statusCode(404).body("message", containsString(id));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, Nobody, ''",
        "DELETE, Nobody, ''",
        "GET, Nobody, /permissions",
        "GET, Nobody, /checkPermissions?type=PROMPT&id=p",
        "POST, Nobody, /sendInviteEmail",
        "GET, app:nobody, ''",
        "DELETE, app:nobody, ''",
        "GET, app:nobody, /permissions",
    })
    void anUnknownUserIsNamedAsItWasAskedFor(String verb, String unknown, String below) {
        admin.request()
                .request(verb, USERS + "/" + unknown + below)
                .then()
                .statusCode(404)
                .body("message", containsString("'" + unknown + "'"));
    }

    @Test
    void permissionsAreDirectGrantsOneEntryForEachTarget() {
        admin.group(id);
        admin.user(id, id);
        admin.grant("GROUP:" + id, "PROMPT:of-the-group", "READ");
        admin.get(path + "/permissions").then().statusCode(200).body("$", equalTo(Map.of("grantedAccess", List.of())));

        admin.grant("USER:" + id, "PROMPT:own", "READ");
        admin.grant("USER:" + id, "PROMPT:own", "EXECUTE");

        admin.get(path + "/permissions")
                .then()
                .body(
                        "grantedAccess",
                        equalTo(List.of(Map.of(
                                "target", Map.of("type", "PROMPT", "id", "own"),
                                "access", List.of("READ", "EXECUTE")))));
    }

    @Test
    void aCheckAnswersAllFiveWordsHoweverTheUserCameByThem() {
        admin.group(id);
        admin.user(id, id);
        admin.grant("GROUP:" + id, "PROMPT:of-the-group", "READ");

        admin.get(path + "/checkPermissions?type=PROMPT&id=of-the-group")
                .then()
                .statusCode(200)
                .body(
                        "$",
                        equalTo(Map.of(
                                "CREATE", false, "READ", true, "EXECUTE", false, "UPDATE", false, "DELETE", false)));
    }

    @ParameterizedTest
    @CsvSource({"?id=p, type", "?type=PROMPT, id", "?type=HOUSE&id=p, type"})
    void aCheckNeedsATarget(String query, String field) {
        admin.user(id);

        admin.get(path + "/checkPermissions" + query)
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(field));
    }

    @Test
    void anInvitationIsAcceptedWithOrWithoutABody() {
        admin.user(id);

        for (var sent :
                List.of(admin.request().post(path + "/sendInviteEmail"), admin.post(path + "/sendInviteEmail", "{}"))) {
            sent.then().statusCode(200).header("Content-Length", "0").contentType(emptyOrNullString());
        }
    }

    @Test
    void onlyAdminsManageUsersAndEverybodySeesItself() {
        admin.user(id);
        var plain = admin.application("plain", "USER", "METADATA_MANAGER", "WORKFLOW_MANAGER");

        for (var refused : List.of(
                plain.api().get(USERS),
                plain.api().get(path),
                plain.api().get(path + "/permissions"),
                plain.api().get(path + "/checkPermissions?type=PROMPT&id=p"),
                plain.api().put(path, Map.of("name", "Taken")),
                plain.api().delete(path),
                plain.api().post(path + "/sendInviteEmail", "{}"))) {
            refused.then().statusCode(403);
        }
        plain.api().get(USERS + "/" + plain.principal()).then().statusCode(200);
        admin.get(path).then().statusCode(200).body("name", equalTo(id));
    }

    @Test
    void aMemberOfGroupsCannotBeMadeReadOnly() {
        var id = "member-" + UUID.randomUUID();
        admin.group(id);
        admin.user(id, id);

        admin.put("/api/users/" + id, Map.of("name", id, "roles", List.of("USER_READ_ONLY")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("roles"));

        admin.get("/api/users/" + id).then().body("roles", empty());
    }
}
