package dev.stagedoor.identity.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.RoleRights;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles by the contract (section 1.13), and what a role made here gives and does not give. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RoleResourceTest {
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final String name = "role_" + UUID.randomUUID();
    private final String stored = name.toUpperCase(Locale.ROOT);

    private void role(String... permissions) {
        admin.post("/api/roles", Map.of("name", name, "permissions", List.of(permissions)))
                .then()
                .statusCode(200)
                .body("name", equalTo(name));
    }

    @Test
    void theSystemsRolesAreListedByName() {
        admin.get("/api/roles/system")
                .then()
                .statusCode(200)
                .body("$", hasKey("USER"))
                .body("$", hasKey("ADMIN"))
                .body("$", hasKey("METADATA_MANAGER"))
                .body("$", hasKey("WORKFLOW_MANAGER"))
                .body("$", hasKey("WORKER"))
                .body("METADATA_MANAGER.permissions.name", hasItems("CREATE_INTEGRATION", "METADATA_VIEW"));
    }

    @Test
    void aRoleIsMadeShownChangedAndDeleted() {
        role("READ_WORKFLOW_DEF", "CREATE_INTEGRATION");

        admin.get("/api/roles/" + stored)
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("permissions.name", contains("CREATE_INTEGRATION", "READ_WORKFLOW_DEF"));
        admin.get("/api/roles").then().body("name", hasItems("ADMIN", name));
        admin.get("/api/roles/custom").then().body("name", hasItem(name)).body("name", not(hasItem("ADMIN")));

        admin.put("/api/roles/" + name, Map.of("name", name, "permissions", List.of("EXECUTE_PROMPT")))
                .then()
                .statusCode(200)
                .body("permissions.name", contains("EXECUTE_PROMPT"));

        admin.delete("/api/roles/" + name).then().statusCode(200);
        admin.get("/api/roles/" + name).then().statusCode(404).body("message", equalTo("No such role '" + name + "'"));
        admin.delete("/api/roles/" + name).then().statusCode(404);
    }

    @Test
    void permissionsAreListedByWhatTheyAreAbout() {
        admin.get("/api/roles/permissions")
                .then()
                .statusCode(200)
                .body("INTEGRATION", hasItems("CREATE_INTEGRATION", "READ_INTEGRATION", "EXECUTE_INTEGRATION"))
                .body("WORKFLOW_DEF", hasItems("READ_WORKFLOW_DEF", "EXECUTE_WORKFLOW_DEF"))
                .body("MANAGEMENT", hasItem("USER_MANAGEMENT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"workflow:read", "READ", "READ_", "EAT_INTEGRATION", "READ_NOTHING", "read_integration", ""})
    void aWordThatIsNoPermissionIsRefused(String word) {
        admin.post("/api/roles", Map.of("name", name, "permissions", List.of(word)))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("permissions"));
        admin.get("/api/roles/" + name).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADMIN", "admin", "User", "system", "custom", "permissions"})
    void theSystemsNamesAreItsOwn(String taken) {
        var update = Map.of("name", taken, "permissions", List.of());

        admin.post("/api/roles", update).then().statusCode(400).body("validationErrors.path", contains("name"));
        admin.put("/api/roles/" + taken, update).then().statusCode(400);
        admin.delete("/api/roles/" + taken).then().statusCode(400);
    }

    @Test
    void aNameIsTakenWhateverTheCaseOfItsLetters() {
        role();

        admin.post("/api/roles", Map.of("name", stored, "permissions", List.of()))
                .then()
                .statusCode(409);
        admin.put("/api/roles/" + name, Map.of("name", "other", "permissions", List.of()))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("name"));
    }

    @Test
    void aRoleGivesWhatItsPermissionsSayOnEveryTargetPresentAndFuture() {
        role("EXECUTE_INTEGRATION", "READ_INTEGRATION");
        var caller = admin.application("caller", name);

        admin.loopback(name);
        admin.model(name, "m");

        caller.api().chat(name + ":m").then().statusCode(200);
        caller.api().get(PROVIDER + name).then().statusCode(200);
        caller.api().get(PROVIDER).then().body("name", hasItem(name));
        caller.api().get(PROVIDER + name + "/integration").then().body("api", contains("m"));
        caller.api().get("/api/integrations/all").then().body("$", hasItem(name + ":m"));
        caller.api().get("/v1/models").then().body("data.id", hasItem(name + ":m"));
        caller.api().delete(PROVIDER + name).then().statusCode(403);
    }

    @Test
    void aChangedRoleCountsInTheVeryNextCall() {
        admin.loopback(name);
        admin.model(name, "m");
        role("EXECUTE_INTEGRATION");
        var caller = admin.application("caller", name);
        caller.api().chat(name + ":m").then().statusCode(200);

        admin.put("/api/roles/" + name, Map.of("name", name, "permissions", List.of()));

        caller.api().chat(name + ":m").then().statusCode(404);
    }

    @Test
    void aDeletedRoleIsTakenFromEverybodySoThatALaterOneOfItsNameIsNotTheirs() {
        role("READ_INTEGRATION");
        var caller = admin.application("caller", name);
        admin.user(name);
        admin.put("/api/users/" + name, Map.of("name", name, "roles", List.of(name)))
                .then()
                .statusCode(200);
        admin.group(name, name);
        admin.grant("ROLE:" + name, "WORKFLOW_DEF:" + name, "READ");

        admin.delete("/api/roles/" + name).then().statusCode(200);
        role("READ_INTEGRATION");

        caller.api().get("/api/token/userInfo").then().body("roles", empty());
        admin.get("/api/users/" + name).then().body("roles", empty());
        admin.get("/api/groups/" + name).then().body("roles", empty());
        admin.get("/api/auth/subjects/ROLE/" + name + "/grants").then().body("$", empty());
    }

    @Test
    void usersAndGroupsCarryItWithItsPermissions() {
        role("EXECUTE_PROMPT");
        admin.put("/api/groups/" + name, Map.of("description", "d", "roles", name))
                .then()
                .statusCode(200)
                .body("roles.name", contains(name))
                .body("roles[0].permissions.name", contains("EXECUTE_PROMPT"));
        admin.put("/api/users/" + name, Map.of("name", name, "roles", List.of(stored, "USER")))
                .then()
                .statusCode(200)
                .body("roles.name", containsInAnyOrder(name, "USER"));
    }

    @Test
    void explainNamesTheRole() {
        admin.loopback(name);
        admin.model(name, "m");
        role("EXECUTE_INTEGRATION");
        var caller = admin.application("caller", name);

        admin.get("/api/auth/explain?subject=USER:" + caller.principal() + "&target=INTEGRATION:" + name
                        + ":m&access=EXECUTE")
                .then()
                .statusCode(200)
                .body("allowed", equalTo(true))
                .body(
                        "paths[0].type",
                        contains("USER", "ROLE", "GRANT", "EVERY", "INTEGRATION_PROVIDER", "INTEGRATION"))
                .body("paths[0][1].id", equalTo(stored));
    }

    @Test
    void onlyAnAdminGivesItToAnApplication() {
        role();
        var owner = admin.application("owner", "USER");
        var id = owner.api()
                .post("/api/applications", Map.of("name", "mine"))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");

        owner.api()
                .request()
                .post("/api/applications/" + id + "/roles/" + name)
                .then()
                .statusCode(403);
        admin.request()
                .post("/api/applications/" + id + "/roles/" + name)
                .then()
                .statusCode(200);
        admin.request()
                .post("/api/applications/" + id + "/roles/nonsense")
                .then()
                .statusCode(400);
    }

    /** What SQL reads of system roles must be what Java decides by. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void theTableOfSystemRolesSaysWhatTheCodeSays(Role role) {
        var rights = RoleRights.of(role.permissions().stream().map(Enum::name).toList());
        for (var type : TargetType.values()) {
            var expected = role == Role.ADMIN
                    ? 31
                    : rights.everywhere().containsKey(type)
                            ? rights.everywhere().get(type).bits()
                            : 0;
            assertThat(Rows.number(
                            "select coalesce(max(access), 0) from role_access where role = ? and target_type = ?",
                            role.name(),
                            type.name()))
                    .isEqualTo(expected);
        }
    }
}
