package dev.stagedoor.identity.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications, their roles and their tags over the wire (contract, section 1.11). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ApplicationResourceTest {
    private static final String APPLICATIONS = "/api/applications";
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

    private final Api admin = Api.admin();

    @Test
    void creatingShowsTheApplication() {
        var maker = admin.application("maker", "USER");

        maker.api()
                .post(APPLICATIONS, Map.of("name", "crawler"))
                .then()
                .statusCode(200)
                .body(
                        "keySet()",
                        containsInAnyOrder("id", "name", "createdBy", "updatedBy", "createTime", "updateTime", "tags"))
                .body("name", equalTo("crawler"))
                .body("createdBy", equalTo(maker.principal()))
                .body("updatedBy", equalTo(maker.principal()))
                .body("createTime", greaterThan(1_700_000_000_000L))
                .body("updateTime", greaterThan(1_700_000_000_000L))
                .body("tags", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": null}", "{\"name\": \"\"}", "{\"name\": \" \"}"})
    void anApplicationNeedsAName(String body) {
        var existing = admin.application("named");

        admin.post(APPLICATIONS, body).then().statusCode(400).body("validationErrors.path", contains("name"));
        admin.put(APPLICATIONS + "/" + existing.id(), body)
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("name"));
    }

    @Test
    void namesNeedNotBeUnique() {
        assertThat(admin.application("twin").id())
                .isNotEqualTo(admin.application("twin").id());
    }

    @Test
    void oneApplicationReadsLikeTheSameApplicationInTheList() {
        var application = admin.application("listed");
        admin.put(pathOf(application) + "/tags", List.of(Map.of("key", "team", "value", "ml")));

        var one = admin.get(pathOf(application))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");

        admin.get(APPLICATIONS)
                .then()
                .statusCode(200)
                .body("find { it.id == '" + application.id() + "' }", equalTo(one))
                .body(
                        "find { it.id == '" + application.id() + "' }.tags",
                        contains(Map.of("key", "team", "value", "ml")));
    }

    @Test
    void aListHoldsWhatTheCallerMayRead() {
        var seen = admin.application("seen");
        admin.application("unseen");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "APPLICATION:" + seen.id(), "READ");

        reader.api().get(APPLICATIONS).then().statusCode(200).body("id", contains(seen.id()));
    }

    @Test
    void renamingShowsTheApplicationAndWhoDidIt() {
        var application = admin.application("before");
        var editor = admin.application("editor");
        admin.grant("USER:" + editor.principal(), "APPLICATION:" + application.id(), "UPDATE");

        editor.api()
                .put(pathOf(application), Map.of("name", "after"))
                .then()
                .statusCode(200)
                .body("id", equalTo(application.id()))
                .body("name", equalTo("after"))
                .body("createdBy", equalTo("app:admin"))
                .body("updatedBy", equalTo(editor.principal()));
    }

    @Test
    void deletingSaysSoAndEndsItsAccess() {
        var application = admin.application("doomed");
        application.api().get("/api/token/userInfo").then().statusCode(200);

        admin.delete(pathOf(application))
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("message", "Deleted Application '" + application.id() + "'")));

        admin.get(pathOf(application)).then().statusCode(404);
        application.api().get("/api/token/userInfo").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "PUT, ''", "DELETE, ''", "POST, /roles/WORKER", "DELETE, /roles/WORKER"})
    void anUnknownApplicationIsNamed(String verb, String below) {
        admin.request()
                .body(Map.of("name", "n"))
                .request(verb, APPLICATIONS + "/" + UNKNOWN + below)
                .then()
                .statusCode(404)
                .body("message", containsString(UNKNOWN));
    }

    @Test
    void anApplicationIsFoundByItsAccessKey() {
        var application = admin.application("keyed");

        admin.get(APPLICATIONS + "/key/" + application.keyId())
                .then()
                .statusCode(200)
                .body("id", equalTo(application.id()))
                .body("name", equalTo("keyed"));
        admin.get(APPLICATIONS + "/key/no-such-key")
                .then()
                .statusCode(404)
                .body("message", containsString("no-such-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORKER", "worker", "METADATA_API", "APPLICATION_CREATOR"})
    void whoManagesAnApplicationGivesItThisRole(String role) {
        var owner = admin.application("owner", "USER").api();
        var application = owner.application("own");

        shouldBeEmpty(owner.request().post(pathOf(application) + "/roles/" + role));

        shouldHaveRoles(application, role.toUpperCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNRESTRICTED_WORKER",
                "METADATA_MANAGER",
                "WORKFLOW_MANAGER",
                "APPLICATION_MANAGER",
                "ADMIN",
                "USER"
            })
    void onlyAnAdminGivesAnApplicationThisRole(String role) {
        var owner = admin.application("owner", "USER").api();
        var application = owner.application("own");

        owner.request().post(pathOf(application) + "/roles/" + role).then().statusCode(403);
        shouldHaveRoles(application);

        shouldBeEmpty(admin.request().post(pathOf(application) + "/roles/" + role));
        shouldHaveRoles(application, role);
    }

    @Test
    void aRoleIsTakenAndOneThatIsNotHeldIsNoFailure() {
        var application = admin.application("roles", "WORKER", "METADATA_API");

        shouldBeEmpty(admin.delete(pathOf(application) + "/roles/WORKER"));
        shouldBeEmpty(admin.delete(pathOf(application) + "/roles/WORKER"));
        shouldBeEmpty(admin.delete(pathOf(application) + "/roles/USER"));

        shouldHaveRoles(application, "METADATA_API");
    }

    @Test
    void theEmptyObjectOfClientsThatAlwaysSendOneIsIgnored() {
        var application = admin.application("python");

        shouldBeEmpty(admin.post(pathOf(application) + "/roles/WORKER", "{}"));
        shouldHaveRoles(application, "WORKER");
        shouldBeEmpty(admin.delete(pathOf(application) + "/roles/WORKER", "{}"));
        shouldHaveRoles(application);
        admin.delete(pathOf(application), "{}").then().statusCode(200);
    }

    @Test
    void anUnknownRoleIsRefusedByItsName() {
        admin.request()
                .post(pathOf(admin.application("roles")) + "/roles/EMPEROR")
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("role"))
                .body("message", containsString("EMPEROR"));
    }

    @Test
    void tagsAreAddedAndTakenByKeyAndValue() {
        var tags = pathOf(admin.application("tagged")) + "/tags";
        admin.get(tags).then().statusCode(200).body("$", empty());

        shouldBeEmpty(admin.put(
                tags, List.of(Map.of("key", "team", "value", "a"), Map.of("key", "team", "value", "b", "type", "x"))));
        admin.get(tags)
                .then()
                .body("$", contains(Map.of("key", "team", "value", "a"), Map.of("key", "team", "value", "b")));

        shouldBeEmpty(admin.delete(tags, List.of(Map.of("key", "team", "value", "a"))));
        admin.get(tags).then().body("value", contains("b"));
    }

    @Test
    void tagsOfAnUnknownApplicationAreNoFailure() {
        var tags = APPLICATIONS + "/unknown/tags";
        var tag = List.of(Map.of("key", "team", "value", "a"));

        admin.get(tags).then().statusCode(200).body("$", empty());
        shouldBeEmpty(admin.put(tags, tag));
        shouldBeEmpty(admin.delete(tags, tag));
        admin.get(tags).then().statusCode(200).body("$", empty());
    }

    @Test
    void creatingNeedsARoleThatAllowsIt() {
        admin.application("worker", "WORKER")
                .api()
                .post(APPLICATIONS, Map.of("name", "n"))
                .then()
                .statusCode(403);
        admin.application("creator", "APPLICATION_CREATOR")
                .api()
                .post(APPLICATIONS, Map.of("name", "n"))
                .then()
                .statusCode(200);
    }

    private void shouldHaveRoles(Api.Application application, String... roles) {
        admin.get("/api/users/" + application.principal())
                .then()
                .statusCode(200)
                .body("roles.name", equalTo(List.of(roles)));
    }

    private static String pathOf(Api.Application application) {
        return APPLICATIONS + "/" + application.id();
    }

    private static void shouldBeEmpty(Response reply) {
        reply.then().statusCode(200).header("Content-Length", "0").contentType(emptyOrNullString());
    }
}
