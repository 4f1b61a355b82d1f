package dev.stagedoor.access;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graph as lists from both ends, and changes that are told before they are made. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ReachTest {
    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void annIsInAGroupThatMayExecuteAnIntegration() {
        admin.loopback(id);
        admin.model(id, "one");
        admin.model(id, "two");
        admin.group(id);
        admin.user("ann-" + id, id);
        admin.user("bob-" + id);
        admin.grant("GROUP:" + id, "INTEGRATION_PROVIDER:" + id, "READ", "EXECUTE");
    }

    private ValidatableResponse reachOf(String subject, String more) {
        return admin.get("/api/auth/reach?subject=" + subject + more).then().statusCode(200);
    }

    private ValidatableResponse reachedBy(String target, String more) {
        return admin.get("/api/auth/reached-by?target=" + target + more).then().statusCode(200);
    }

    @Test
    void reachListsWhatIsThereWithAllThatMayBeDoneToIt() {
        reachOf("USER:ann-" + id, "")
                .body("targets.target.id", contains(id + ":one", id + ":two", id))
                .body("targets.target.type", contains("INTEGRATION", "INTEGRATION", "INTEGRATION_PROVIDER"))
                .body("targets[0].access", contains("READ", "EXECUTE"))
                .body("next", nullValue());
        reachOf("USER:bob-" + id, "").body("targets", empty());
        reachOf("GROUP:" + id, "&type=INTEGRATION_PROVIDER").body("targets.target.id", contains(id));
        reachOf("USER:ann-" + id, "&access=DELETE").body("targets", empty());
    }

    @Test
    void reachIsReadPageByPage() {
        var next = reachOf("USER:ann-" + id, "&limit=2")
                .body("targets", hasSize(2))
                .extract()
                .<String>path("next");

        reachOf("USER:ann-" + id, "&limit=2&after=" + next)
                .body("targets.target.id", contains(id))
                .body("next", nullValue());
    }

    @Test
    void reachFollowsTags() {
        admin.put(
                "/api/integrations/provider/" + id + "/integration/two/tags", List.of(Map.of("key", id, "value", "v")));
        admin.grant("USER:bob-" + id, "TAG:" + id + ":v", "EXECUTE");

        reachOf("USER:bob-" + id, "").body("targets.target.id", contains(id + ":two"));
        reachedBy("INTEGRATION:" + id + ":two", "&access=EXECUTE").body("principals.subject.id", hasItem("bob-" + id));
    }

    @Test
    void everybodyMayAskAboutThemselvesAlone() {
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + id + ":one", "EXECUTE");

        caller.api()
                .get("/api/auth/reach?subject=USER:" + caller.principal())
                .then()
                .statusCode(200)
                .body("targets.target.id", contains(id + ":one"));
        caller.api().get("/api/auth/reach?subject=USER:ann-" + id).then().statusCode(403);
        caller.api()
                .get("/api/auth/reached-by?target=INTEGRATION:" + id + ":one")
                .then()
                .statusCode(403);
    }

    @Test
    void whoReachesATargetIsListedAsUsersAndApplications() {
        reachedBy("INTEGRATION:" + id + ":one", "&access=EXECUTE")
                .body("principals.subject.id", hasItem("ann-" + id))
                .body("principals.subject.id", hasItem("app:admin"))
                .body("principals.subject.id", not(hasItem("bob-" + id)))
                .body("principals.find { it.subject.id == 'ann-" + id + "' }.access", contains("READ", "EXECUTE"));
    }

    @Test
    void aDryRunOfAGrantTellsWhoWouldGainWhatAndChangesNothing() {
        admin.post("/api/auth/authorization?dryRun=true", grant("GROUP", id, "EXECUTE", "UPDATE"))
                .then()
                .statusCode(200)
                .body("message", equalTo("Nothing was changed"))
                .body("gains.count", equalTo(1))
                .body("gains.changes[0].subject.id", equalTo("ann-" + id))
                .body("gains.changes[0].target.id", equalTo(id))
                .body("gains.changes[0].access", contains("UPDATE"))
                .body("loses.count", equalTo(0));

        reachOf("USER:ann-" + id, "&access=UPDATE").body("targets", empty());
    }

    @Test
    void aDryRunOfARevocationTellsOnlyWhatIsNotHeldSomeOtherWay() {
        admin.grant("USER:ann-" + id, "INTEGRATION_PROVIDER:" + id, "READ");

        admin.delete("/api/auth/authorization?dryRun=true", grant("GROUP", id, "READ", "EXECUTE"))
                .then()
                .statusCode(200)
                .body("loses.count", equalTo(1))
                .body("loses.changes[0].access", contains("EXECUTE"))
                .body("gains.count", equalTo(0));

        reachOf("USER:ann-" + id, "&access=EXECUTE").body("targets", hasSize(3));
    }

    @Test
    void aDryRunOfAGrantOnATagNamesWhatCarriesIt() {
        admin.put("/api/integrations/provider/" + id + "/tags", List.of(Map.of("key", id, "value", "v")));

        admin.post(
                        "/api/auth/authorization?dryRun=true",
                        Map.of(
                                "subject", Map.of("type", "USER", "id", "bob-" + id),
                                "target", Map.of("type", "TAG", "id", id + ":v"),
                                "access", List.of("READ")))
                .then()
                .statusCode(200)
                .body("gains.changes.target.id", contains(id));
    }

    @Test
    void aDryRunOfAMembershipTellsAllThatTheGroupWouldBring() {
        admin.request()
                .post("/api/groups/" + id + "/users/bob-" + id + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("gains.count", equalTo(3))
                .body("gains.changes.target.id", containsInAnyOrder(id, id + ":one", id + ":two"));
        admin.request()
                .delete("/api/groups/" + id + "/users/ann-" + id + "?dryRun=true")
                .then()
                .statusCode(200)
                .body("loses.count", equalTo(3));

        admin.get("/api/groups/" + id + "/users").then().body("id", contains("ann-" + id));
    }

    @Test
    void whoMayNotSeeUsersIsToldHowManyButNotWho() {
        var owner = admin.application("owner", "USER");
        owner.api().loopback("own-" + id);

        owner.api()
                .post(
                        "/api/auth/authorization?dryRun=true",
                        Map.of(
                                "subject", Map.of("type", "GROUP", "id", id),
                                "target", Map.of("type", "INTEGRATION_PROVIDER", "id", "own-" + id),
                                "access", List.of("READ")))
                .then()
                .statusCode(200)
                .body("gains.count", equalTo(1))
                .body("gains.changes", nullValue());
    }

    @Test
    void aDryRunIsRefusedToWhoMayNotMakeTheChange() {
        var stranger = admin.application("stranger", "USER");

        stranger.api()
                .post("/api/auth/authorization?dryRun=true", grant("GROUP", id, "READ"))
                .then()
                .statusCode(404);
        stranger.api()
                .delete("/api/auth/authorization?dryRun=true", grant("GROUP", id, "READ"))
                .then()
                .statusCode(404);
        stranger.api()
                .request()
                .post("/api/groups/" + id + "/users/bob-" + id + "?dryRun=true")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "reach?subject=ann, subject",
        "reach?subject=NOBODY:ann, subject",
        "reach?subject=USER:ann&type=NOTHING, type",
        "reach?subject=USER:ann&access=EAT, access",
        "reach?subject=USER:ann&limit=0, limit",
        "reach?subject=USER:ann&after=x, after",
        "reach, subject",
        "reached-by?target=INTEGRATION:x, target",
        "reached-by, target",
    })
    void aBadQuestionIsRefusedByItsField(String query, String field) {
        admin.get("/api/auth/" + query).then().statusCode(400).body("validationErrors.path", contains(field));
    }

    private Map<String, Object> grant(String type, String subject, String... access) {
        return Map.of(
                "subject", Map.of("type", type, "id", subject),
                "target", Map.of("type", "INTEGRATION_PROVIDER", "id", id),
                "access", List.of(access));
    }
}
