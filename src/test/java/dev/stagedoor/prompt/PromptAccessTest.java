package dev.stagedoor.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see, change and make prompts. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PromptAccessTest {
    private static final String PROMPTS = "/api/prompts/";
    private static final String DESCRIBED = "?description=d";
    private static final List<Map<String, String>> TAGS = List.of(Map.of("key", "team", "value", "a"));

    private final Api admin = Api.admin();
    private final String hidden = "hidden-" + UUID.randomUUID();
    private final String absent = "absent-" + UUID.randomUUID();
    private Api.Application user;
    private Api.Application nobody;

    @BeforeEach
    void somePromptOfSomebodyElse() {
        admin.prompt(hidden, "Hello");
        admin.put(PROMPTS + hidden + "/tags", TAGS).then().statusCode(200);
        user = admin.application("user", "USER");
        nobody = admin.application("nobody");
    }

    @Test
    void whoMakesAPromptHoldsAllFiveOnIt() {
        var mine = "mine-" + UUID.randomUUID();
        user.api().prompt(mine, "Hello");

        admin.get("/api/auth/authorization/PROMPT/" + mine + "?groupBy=subject")
                .then()
                .body("'USER:" + user.principal() + "'", contains("CREATE", "READ", "EXECUTE", "UPDATE", "DELETE"));
        user.api().put(PROMPTS + mine + DESCRIBED, "Hello again").then().statusCode(200);
        user.api()
                .put(PROMPTS + mine + "/tags", List.of(Map.of("key", mine, "value", "x")))
                .then()
                .statusCode(200);
        user.api().delete(PROMPTS + mine).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER", "METADATA_MANAGER", "PROMPT_MANAGER", "ADMIN"})
    void theseRolesMakePrompts(String role) {
        admin.application("maker", role).api().prompt("by-" + role + "-" + UUID.randomUUID(), "Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORKER", "USER_READ_ONLY", "WORKFLOW_MANAGER", "APPLICATION_CREATOR"})
    void otherRolesDoNot(String role) {
        var other = admin.application("other", role).api();

        other.post(PROMPTS + absent + DESCRIBED, "Hello").then().statusCode(403);
        other.put(PROMPTS + absent + DESCRIBED, "Hello").then().statusCode(403);
        other.post(PROMPTS, bulk(absent)).then().statusCode(200);
        admin.get(PROMPTS + absent).then().statusCode(404);
    }

    @Test
    void whoMayMakePromptsIsToldOfANameThatCannotBe() {
        user.api()
                .post(PROMPTS + "a%00b" + DESCRIBED, "Hello")
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("name"));
    }

    @Test
    void aGrantOnANameThatIsFreeDoesNotReplaceThePermissionToMakePrompts() {
        admin.grant("USER:" + nobody.principal(), "PROMPT:" + absent, "READ", "UPDATE");

        nobody.api().put(PROMPTS + absent + DESCRIBED, "Hello").then().statusCode(403);
        nobody.api().post(PROMPTS, bulk(absent)).then().statusCode(403);
        admin.get(PROMPTS + absent).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?version=1", "?version=2", "/versions", "/tags"})
    void aHiddenPromptReadsLikeNone(String below) {
        shouldLookAlike(name -> user.api().get(PROMPTS + name + below), 404);
    }

    @Test
    void changingAHiddenPromptIsRefusedLikeChangingNone() {
        var before = Rows.all();

        shouldLookAlike(name -> user.api().delete(PROMPTS + name), 404);
        shouldLookAlike(name -> user.api().delete(PROMPTS + name + "/versions/1"), 404);
        shouldLookAlike(name -> user.api().put(PROMPTS + name + "/tags", TAGS), 404);
        shouldLookAlike(name -> user.api().delete(PROMPTS + name + "/tags", TAGS), 404);
        shouldLookAlike(name -> user.api().tryGrant("USER:friend", "PROMPT:" + name, "READ"), 404);
        shouldLookAlike(name -> user.api().get("/api/auth/authorization/PROMPT/" + name), 404);

        assertThat(Rows.all()).isEqualTo(before);
    }

    @Test
    void whoMayNotMakePromptsLearnsNothingFromSaving() {
        shouldLookAlike(name -> nobody.api().post(PROMPTS + name + DESCRIBED, "Mine"), 403);
        shouldLookAlike(name -> nobody.api().put(PROMPTS + name + DESCRIBED, "Mine"), 403);
        shouldLookAlike(name -> nobody.api().post(PROMPTS, bulk(name)), 200);

        admin.get(PROMPTS + hidden).then().body("template", equalTo("Hello"));
    }

    @Test
    void savingUnderATakenNameTellsThatItIsTakenAndAmongSeveralIsPassedOver() {
        user.api()
                .post(PROMPTS + hidden + DESCRIBED, "Mine")
                .then()
                .statusCode(403)
                .body("message", containsString("taken"));
        user.api()
                .put(PROMPTS + hidden + DESCRIBED, "Mine")
                .then()
                .statusCode(403)
                .body("message", containsString("taken"));
        user.api()
                .post(PROMPTS, List.of(bulk(hidden).getFirst(), bulk(absent).getFirst()))
                .then()
                .statusCode(200);

        admin.get(PROMPTS + hidden).then().body("template", equalTo("Hello"));
        user.api().get(PROMPTS + absent).then().statusCode(200).body("template", equalTo("Mine"));
    }

    private static List<Map<String, String>> bulk(String name) {
        return List.of(Map.of("name", name, "template", "Mine", "description", "d"));
    }

    /** But for the name that the caller sent. */
    private void shouldLookAlike(Function<String, Response> call, int status) {
        assertThat(seen(call.apply(hidden)).replace(hidden, absent))
                .isEqualTo(seen(call.apply(absent)))
                .startsWith(String.valueOf(status));
    }

    private static String seen(Response reply) {
        return reply.statusCode() + " " + reply.contentType() + " " + reply.asString();
    }

    @Test
    void readShowsAndNoMore() {
        admin.grant("USER:" + nobody.principal(), "PROMPT:" + hidden, "READ");
        var reader = nobody.api();

        reader.get(PROMPTS + hidden).then().statusCode(200);
        reader.get(PROMPTS + hidden + "/versions").then().statusCode(200);
        reader.get("/api/prompts").then().body("name", contains(hidden));
        reader.post(PROMPTS + hidden + DESCRIBED, "Mine").then().statusCode(403);
        reader.put(PROMPTS + hidden + "/tags", TAGS).then().statusCode(403);
        reader.delete(PROMPTS + hidden).then().statusCode(403);
        reader.delete(PROMPTS + hidden + "/versions/1").then().statusCode(403);
        admin.get(PROMPTS + hidden).then().body("template", equalTo("Hello"));
    }

    @Test
    void theListHoldsWhatIsReadAndNothingElse() {
        var group = "readers-" + UUID.randomUUID();
        admin.group(group);
        admin.prompt(absent, "Another");
        admin.grant("USER:" + nobody.principal(), "PROMPT:" + hidden, "EXECUTE", "UPDATE", "DELETE", "CREATE");
        nobody.api().get("/api/prompts").then().statusCode(200).body("name", equalTo(List.of()));

        admin.grant("USER:" + nobody.principal(), "PROMPT:" + absent, "READ");
        nobody.api().get("/api/prompts").then().body("name", contains(absent));
        user.api().get("/api/prompts").then().body("name", not(hasItem(hidden)));
        admin.get("/api/prompts/").then().body("name", hasItem(hidden)).body("name", hasItem(absent));
    }

    @Test
    void aGrantOnATagReachesThePromptsThatCarryIt() {
        var key = "reach-" + UUID.randomUUID();
        admin.put(PROMPTS + hidden + "/tags", List.of(Map.of("key", key, "value", "x")))
                .then()
                .statusCode(200);
        admin.prompt(absent, "Untagged");
        admin.grant("USER:" + nobody.principal(), "TAG:" + key + ":x", "READ");

        nobody.api().get("/api/prompts").then().body("name", contains(hidden));
        nobody.api().get(PROMPTS + hidden).then().statusCode(200);
        nobody.api().get(PROMPTS + absent).then().statusCode(404);

        admin.delete(PROMPTS + hidden + "/tags", List.of(Map.of("key", key, "value", "x")))
                .then()
                .statusCode(200);
        nobody.api().get(PROMPTS + hidden).then().statusCode(404);
    }

    @Test
    void aTagThatWouldGiveMoreThanIsHeldIsRefused() {
        var key = "open-" + UUID.randomUUID();
        admin.grant("GROUP:others", "TAG:" + key + ":x", "DELETE");
        admin.grant("USER:" + nobody.principal(), "PROMPT:" + hidden, "READ", "UPDATE");
        var tagged = Map.of(
                "name",
                hidden,
                "template",
                "Mine",
                "description",
                "d",
                "tags",
                List.of(Map.of("key", key, "value", "x")));

        nobody.api()
                .put(PROMPTS + hidden + "/tags", List.of(Map.of("key", key, "value", "x")))
                .then()
                .statusCode(403);
        nobody.api().post(PROMPTS, List.of(tagged)).then().statusCode(403);

        admin.get(PROMPTS + hidden)
                .then()
                .body("template", equalTo("Hello"))
                .body("tags.key", containsInAnyOrder("team"));
    }

    @Test
    void whoeverTakesAFreedNameInheritsNothingAndOpensNothing() {
        admin.grant("USER:" + nobody.principal(), "PROMPT:" + hidden, "READ");
        admin.delete(PROMPTS + hidden).then().statusCode(200);

        user.api().prompt(hidden, "Mine now");

        nobody.api().get(PROMPTS + hidden).then().statusCode(404);
        user.api().get(PROMPTS + hidden + "/tags").then().body("$", equalTo(List.of()));
    }

    @Test
    void namingAModelTellsNothingOfIt() {
        admin.loopback(hidden);
        admin.model(hidden, "m");
        var mine = PROMPTS + "mine-" + UUID.randomUUID();

        shouldLookAlike(
                name -> {
                    var saved = user.api().post(mine + DESCRIBED + "&models=" + name + ":m", "Hello");
                    var kept = user.api().get(mine).jsonPath().getList("integrations");
                    assertThat(kept).isEqualTo(List.of(name + ":m"));
                    return saved;
                },
                200);
    }
}
