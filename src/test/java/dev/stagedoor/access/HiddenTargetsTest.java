package dev.stagedoor.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 4: what is not there and what is not yours look the same, but for the name that the caller sent. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class HiddenTargetsTest {
    private static final String PROVIDER = "/api/integrations/provider/";
    private static final String ABSENT_APPLICATION = "00000000-0000-0000-0000-000000000000";

    private final Api admin = Api.admin();
    private Api.Application stranger;

    @BeforeEach
    void someIntegrationOfSomebodyElse() {
        admin.loopback("hidden");
        admin.model("hidden", "m");
        admin.put(PROVIDER + "hidden/tags", List.of(Map.of("key", "k", "value", "v")))
                .then()
                .statusCode(200);
        stranger = admin.application("stranger", "USER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/tags",
                "/integration",
                "/integration?activeOnly=false",
                "/integration/all",
                "/integration/m",
                "/integration/m/tags"
            })
    void aHiddenIntegrationReadsLikeNone(String below) {
        shouldLookAlike("hidden", "absent", name -> stranger.api().get(PROVIDER + name + below), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTEGRATION_PROVIDER/%s", "INTEGRATION/%s%%3Am"})
    void whoHasWhatOnAHiddenTargetReadsLikeNone(String target) {
        shouldLookAlike(
                "hidden",
                "absent",
                name -> stranger.api().get("/api/auth/authorization/" + target.formatted(name)),
                404);
    }

    @Test
    void aHiddenModelBesideAVisibleOneReadsLikeNone() {
        admin.model("hidden", "seen");
        admin.grant("USER:" + stranger.principal(), "INTEGRATION:hidden:seen", "READ", "EXECUTE");
        admin.model("hidden", "there");

        for (var below : List.of("", "/tags")) {
            shouldLookAlike(
                    "there", "empty", name -> stranger.api().get(PROVIDER + "hidden/integration/" + name + below), 404);
        }
        shouldLookAlike("there", "empty", name -> stranger.api().chat("hidden:" + name), 404);
        shouldLookAlike("there", "empty", name -> stranger.api().chat(name), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/accessKeys"})
    void aHiddenApplicationReadsLikeNone(String below) {
        var hidden = admin.application("hidden");

        shouldLookAlike(
                hidden.id(), ABSENT_APPLICATION, id -> stranger.api().get("/api/applications/" + id + below), 404);
        shouldLookAlike(
                hidden.id(),
                ABSENT_APPLICATION,
                id -> stranger.api().get("/api/auth/authorization/APPLICATION/" + id),
                404);
    }

    @Test
    void theKeyAndTheTagsOfAHiddenApplicationReadLikeNone() {
        var hidden = admin.application("hidden");
        admin.put("/api/applications/" + hidden.id() + "/tags", List.of(Map.of("key", "k", "value", "v")))
                .then()
                .statusCode(200);

        shouldLookAlike(
                hidden.keyId(), ABSENT_APPLICATION, id -> stranger.api().get("/api/applications/key/" + id), 404);
        shouldLookAlike(
                hidden.id(), ABSENT_APPLICATION, id -> stranger.api().get("/api/applications/" + id + "/tags"), 200);
    }

    @Test
    void aCallToAHiddenModelIsAnsweredLikeOneToNone() {
        shouldLookAlike("hidden", "absent", name -> stranger.api().chat(name + ":m"), 404);
        shouldLookAlike("hidden", "absent", name -> stranger.api().chat(name + "/m"), 404);
        shouldLookAlike("hidden", "absent", name -> stranger.api().get("/v1/models/" + name + ":m"), 404);
        admin.post(PROVIDER + "hidden/integration/m", Map.of("enabled", false))
                .then()
                .statusCode(200);
        shouldLookAlike("hidden", "absent", name -> stranger.api().chat(name + ":m"), 404);
        admin.model("hidden", "m");
    }

    @Test
    void whyNotReadsTheSameForAHiddenTarget() {
        shouldLookAlike(
                "hidden",
                "absent",
                name -> stranger.api()
                        .get("/api/auth/explain?subject=USER:" + stranger.principal() + "&target=INTEGRATION:" + name
                                + ":m&access=READ"),
                200);
    }

    @Test
    void changingAHiddenTargetIsRefusedLikeChangingNone() {
        var tags = List.of(Map.of("key", "k", "value", "v"));
        var api = stranger.api();
        List<BiFunction<String, String, Response>> changes = List.of(
                (name, id) -> api.delete(PROVIDER + name),
                (name, id) -> api.put(PROVIDER + name + "/tags", tags),
                (name, id) -> api.delete(PROVIDER + name + "/tags", tags),
                (name, id) -> api.post(PROVIDER + name + "/integration/m", Map.of()),
                (name, id) -> api.post(PROVIDER + name + "/integration/new", Map.of()),
                (name, id) -> api.delete(PROVIDER + name + "/integration/m"),
                (name, id) -> api.put(PROVIDER + name + "/integration/m/tags", tags),
                (name, id) -> api.tryGrant("USER:friend", "INTEGRATION_PROVIDER:" + name, "READ"),
                (name, id) -> api.tryGrant("USER:friend", "INTEGRATION:" + name + ":m", "READ"),
                (name, id) -> api.put("/api/applications/" + id, Map.of("name", "mine")),
                (name, id) -> api.delete("/api/applications/" + id),
                (name, id) -> api.put("/api/applications/" + id + "/tags", tags),
                (name, id) -> api.request().post("/api/applications/" + id + "/accessKeys"),
                (name, id) -> api.request().post("/api/applications/" + id + "/roles/WORKER"));
        var hidden = admin.application("hidden").id();
        var before = Rows.all();

        for (var change : changes) {
            var ofHidden = change.apply("hidden", hidden);
            var ofAbsent = change.apply("absent", ABSENT_APPLICATION);
            assertThat(seen(ofHidden).replace("hidden", "absent").replace(hidden, ABSENT_APPLICATION))
                    .isEqualTo(seen(ofAbsent))
                    .startsWith("404");
        }
        assertThat(Rows.all()).isEqualTo(before);
    }

    /** A path cannot be compared byte by byte where the name's own bytes stand; all else must be equal. */
    private static void shouldLookAlike(String hidden, String absent, Function<String, Response> call, int status) {
        assertThat(seen(call.apply(hidden)).replace(hidden, absent))
                .isEqualTo(seen(call.apply(absent)))
                .startsWith(String.valueOf(status));
    }

    private static String seen(Response reply) {
        return reply.statusCode() + " " + reply.contentType() + " " + reply.asString();
    }

    @Test
    void savingUnderATakenNameTellsThatItIsTaken() {
        stranger.api()
                .post(PROVIDER + "hidden", Map.of("type", "loopback", "description", "mine"))
                .then()
                .statusCode(403)
                .body("message", containsString("taken"));
        stranger.api()
                .post("/api/integrations", List.of(Map.of("name", "hidden", "type", "loopback", "description", "mine")))
                .then()
                .statusCode(403);
        admin.get(PROVIDER + "hidden").then().body("description", equalTo(null));

        admin.grant("USER:" + stranger.principal(), "INTEGRATION_PROVIDER:hidden", "CREATE");
        stranger.api()
                .post(PROVIDER + "hidden/integration/m", Map.of("description", "mine"))
                .then()
                .statusCode(403)
                .body("message", containsString("taken"));
        stranger.api().model("hidden", "mine");
    }

    @Test
    void whoMayNotCreateLearnsNothingFromSaving() {
        var nobody = admin.application("nobody").api();

        shouldLookAlike("hidden", "absent", name -> nobody.post(PROVIDER + name, Map.of("type", "loopback")), 403);
    }

    @Test
    void withoutACredentialEverythingIsRefusedAlike() {
        var call = given().contentType(ContentType.JSON).get(PROVIDER + "hidden");

        assertThat(call.statusCode()).isEqualTo(401);
        assertThat(call.asString()).doesNotContain("hidden");
    }
}
