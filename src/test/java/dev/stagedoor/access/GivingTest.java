package dev.stagedoor.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nobody gives what they do not hold, to others or to themselves: attack 7, where a field too many in an update made
 * somebody an administrator. The attackers manage users and roles, and hold nothing else.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GivingTest {
    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();
    private Api.Application clerk;

    @BeforeEach
    void aClerkWhoManagesUsersAndRoles() {
        admin.role("clerk-" + id, "USER_MANAGEMENT", "AUTHORIZATION_MANAGEMENT", "READ_PROMPT");
        clerk = admin.application("clerk", "clerk-" + id);
        admin.loopback(id);
        admin.model(id, "m");
        admin.user(id);
    }

    private static void assertThatNothingIsGiven(Response reply, String what) {
        reply.then().statusCode(403).body("message", containsString("You cannot give " + what));
    }

    @Test
    void attack07_aClerkMakesNobodyAnAdmin() {
        var update = Map.of("name", "x", "roles", List.of("ADMIN"));

        assertThatNothingIsGiven(clerk.api().put("/api/users/" + id, update), "the role ADMIN");
        assertThatNothingIsGiven(clerk.api().put("/api/users/new-" + id, update), "the role ADMIN");

        admin.get("/api/users/" + id).then().body("roles", empty());
        admin.get("/api/users/new-" + id).then().statusCode(404);
    }

    @Test
    void attack07_aClerkMakesNoGroupOfAdmins() {
        assertThatNothingIsGiven(
                clerk.api().put("/api/groups/" + id, Map.of("description", "d", "roles", List.of("ADMIN"))),
                "the role ADMIN");
        admin.get("/api/groups/" + id).then().statusCode(404);
    }

    @Test
    void attack07_aClerkPutsNobodyIntoAGroupThatHoldsMore() {
        admin.group(id);
        admin.grant("GROUP:" + id, "INTEGRATION_PROVIDER:" + id, "EXECUTE");

        assertThatNothingIsGiven(
                clerk.api().request().post("/api/groups/" + id + "/users/" + id), "[EXECUTE] on integration");
        assertThatNothingIsGiven(
                clerk.api().post("/api/groups/" + id + "/users", List.of(id)), "[EXECUTE] on integration");
        assertThatNothingIsGiven(
                clerk.api().put("/api/users/" + id, Map.of("name", "x", "groups", List.of(id))),
                "[EXECUTE] on integration");
        assertThatNothingIsGiven(
                clerk.api().request().post("/api/groups/" + id + "/users/" + id + "?dryRun=true"),
                "[EXECUTE] on integration");

        admin.get("/api/groups/" + id + "/users").then().body("$", empty());
    }

    @Test
    void attack07_aClerkMakesNoRoleOfMoreThanItHolds() {
        var update = Map.of("name", "r-" + id, "permissions", List.of("EXECUTE_INTEGRATION"));

        assertThatNothingIsGiven(clerk.api().post("/api/roles", update), "[EXECUTE] on every INTEGRATION_PROVIDER");
        assertThatNothingIsGiven(
                clerk.api().post("/api/roles", Map.of("name", "r-" + id, "permissions", List.of("CREATE_SECRET"))),
                "the permission CREATE_SECRET");

        admin.get("/api/roles/r-" + id).then().statusCode(404);
    }

    @Test
    void attack07_aClerkWidensNotEvenItsOwnRole() {
        assertThatNothingIsGiven(
                clerk.api()
                        .put(
                                "/api/roles/clerk-" + id,
                                Map.of("name", "clerk-" + id, "permissions", List.of("EXECUTE_INTEGRATION"))),
                "[EXECUTE]");
        clerk.api().chat(id + ":m").then().statusCode(404);
    }

    @Test
    void attack07_fieldsThatAnUpdateDoesNotHaveGiveNothing() {
        admin.put(
                "/api/users/" + id,
                Map.of("name", "x", "claimedRoles", List.of("ADMIN"), "user_role", "proxy_admin", "allRoles", "ADMIN"));

        admin.get("/api/users/" + id).then().body("roles", empty());
    }

    @Test
    void aClerkGivesWhatItHolds() {
        admin.group(id);
        admin.grant("GROUP:" + id, "PROMPT:" + id, "READ");
        admin.role("reader-" + id, "READ_PROMPT");

        clerk.api()
                .put("/api/users/" + id, Map.of("name", "x", "roles", List.of("reader-" + id), "groups", List.of(id)))
                .then()
                .statusCode(200)
                .body("roles.name", hasItem("reader-" + id))
                .body("groups.id", hasItem(id))
                .body("roles.name", not(hasItem("ADMIN")));
    }
}
