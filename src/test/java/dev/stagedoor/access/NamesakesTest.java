package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasSize;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is deleted and made again under its old name inherits nothing. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NamesakesTest {
    private static final String PROVIDER = "/api/integrations/provider/";
    private static final List<Map<String, String>> PHOENIX = List.of(Map.of("key", "bird", "value", "phoenix"));

    private final Api admin = Api.admin();

    @Test
    void aNewIntegrationInheritsNoGrantsAndNoTags() {
        var caller = admin.application("caller");
        var subject = "USER:" + caller.principal();
        admin.loopback("phoenix");
        admin.model("phoenix", "m");
        admin.grant(subject, "INTEGRATION_PROVIDER:phoenix", "EXECUTE");
        admin.grant(subject, "INTEGRATION:phoenix:m", "EXECUTE");
        admin.grant(subject, "INTEGRATION:phoenix:not-yet", "EXECUTE");
        admin.grant(subject, "TAG:bird:phoenix", "EXECUTE");
        admin.put(PROVIDER + "phoenix/tags", PHOENIX).then().statusCode(200);
        admin.put(PROVIDER + "phoenix/integration/m/tags", PHOENIX).then().statusCode(200);
        caller.api().chat("phoenix:m").then().statusCode(200);

        admin.delete(PROVIDER + "phoenix").then().statusCode(200);
        admin.loopback("phoenix");
        admin.model("phoenix", "m");
        admin.model("phoenix", "not-yet");

        caller.api().chat("phoenix:m").then().statusCode(404);
        caller.api().chat("phoenix:not-yet").then().statusCode(404);
        admin.get(PROVIDER + "phoenix").then().body("tags", empty());
        admin.get(PROVIDER + "phoenix/integration/m").then().body("tags", empty());
    }

    @Test
    void theOldOwnerOfANameHasNothingOnTheNewOne() {
        var first = admin.application("first", "USER");
        var second = admin.application("second", "USER");
        first.api().loopback("handed-on");
        first.api().delete(PROVIDER + "handed-on").then().statusCode(200);

        second.api().loopback("handed-on");

        first.api().get(PROVIDER + "handed-on").then().statusCode(404);
        second.api()
                .get("/api/auth/authorization/INTEGRATION_PROVIDER/handed-on?groupBy=subject")
                .then()
                .body("size()", equalTo(1))
                .body("$", hasEntry(equalTo("USER:" + second.principal()), hasSize(5)));
    }

    @Test
    void aNewModelInheritsNoGrantsAndNoTags() {
        var caller = admin.application("caller");
        admin.loopback("nest");
        admin.model("nest", "egg");
        admin.model("nest", "eggs");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:nest:egg", "EXECUTE");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:nest:eggs", "EXECUTE");
        admin.put(PROVIDER + "nest/integration/egg/tags", PHOENIX).then().statusCode(200);

        admin.delete(PROVIDER + "nest/integration/egg").then().statusCode(200);
        admin.model("nest", "egg");

        caller.api().chat("nest:egg").then().statusCode(404);
        caller.api().chat("nest:eggs").then().statusCode(200);
        admin.get(PROVIDER + "nest/integration/egg").then().body("tags", empty());
    }

    @Test
    void aNewGroupHasNoMembersAndNoGrants() {
        admin.group("flock");
        admin.user("bird", "flock");
        admin.grant("GROUP:flock", "INTEGRATION_PROVIDER:tree", "EXECUTE");

        admin.delete("/api/groups/flock").then().statusCode(200);
        admin.group("flock");

        admin.get("/api/groups/flock/users").then().body("$", empty());
        admin.get("/api/groups/flock/permissions").then().body("grantedAccess", empty());
        admin.get("/api/users/bird").then().body("groups", empty());
        admin.user("bird", "flock");
        admin.get("/api/users/bird/checkPermissions?type=INTEGRATION_PROVIDER&id=tree")
                .then()
                .body("EXECUTE", equalTo(false));
    }

    @Test
    void aNewUserHasNoGroupsNoRolesAndNoGrants() {
        admin.group("school");
        admin.put("/api/users/fish", Map.of("name", "Fish", "roles", List.of("ADMIN"), "groups", List.of("school")))
                .then()
                .statusCode(200);
        admin.grant("USER:Fish", "INTEGRATION_PROVIDER:pond", "READ");

        admin.delete("/api/users/FISH").then().statusCode(200);
        admin.put("/api/users/fish", Map.of("name", "Fish")).then().statusCode(200);

        admin.get("/api/users/fish").then().body("groups", empty()).body("roles", empty());
        admin.get("/api/users/fish/permissions").then().body("grantedAccess", empty());
        admin.get("/api/users/fish/checkPermissions?type=INTEGRATION_PROVIDER&id=pond")
                .then()
                .body("READ", equalTo(false));
    }

    @Test
    void nothingIsLeftOfADeletedApplication() {
        admin.loopback("shop");
        admin.model("shop", "m");
        var closed = admin.application("closed", "ADMIN");
        admin.grant("USER:" + closed.principal(), "INTEGRATION_PROVIDER:shop", "EXECUTE");
        admin.grant("GROUP:friends-of-closed", "APPLICATION:" + closed.principal(), "READ");
        admin.put("/api/applications/" + closed.id() + "/tags", PHOENIX).then().statusCode(200);
        closed.api().chat("shop:m").then().statusCode(200);

        admin.delete("/api/applications/" + closed.id()).then().statusCode(200);

        closed.api().chat("shop:m").then().statusCode(401);
        closed.api().get("/api/applications").then().statusCode(401);
        assertThat(Rows.number(
                        "select count(*) from access_grant where subject_id = ? or target_id = ?",
                        closed.principal(),
                        closed.id()))
                .isZero();
        assertThat(Rows.number("select count(*) from tag where target_id = ?", closed.id()))
                .isZero();
        assertThat(Rows.number("select count(*) from access_key where application_id = ?", closed.id()))
                .isZero();
    }
}
