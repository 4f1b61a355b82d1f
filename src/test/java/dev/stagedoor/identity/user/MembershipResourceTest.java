package dev.stagedoor.identity.user;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who belongs to a group (contract, section 1.10). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MembershipResourceTest {
    private static final String NOWHERE = "/api/groups/nowhere/users";

    private final Api admin = Api.admin();
    private final String group = "group-" + UUID.randomUUID();
    private final String ann = "ann-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();
    private final String members = "/api/groups/" + group + "/users";

    @BeforeEach
    void aGroupAndTwoUsers() {
        admin.group(group);
        admin.user(ann);
        admin.user(bob);
    }

    @Test
    void aGroupWithoutMembersIsAnEmptyArray() {
        admin.get(members).then().statusCode(200).body("$", empty());
    }

    @Test
    void membersAreShownAsUsers() {
        admin.request().post(members + "/" + ann).then().statusCode(200);

        var user = admin.get("/api/users/" + ann).jsonPath().getMap("");

        admin.get(members).then().statusCode(200).body("$", equalTo(List.of(user)));
    }

    @Test
    void oneJoinsAndLeavesWithAnEmptyReply() {
        shouldBeEmpty(admin.request().post(members + "/" + ann));
        shouldHold(ann);

        shouldBeEmpty(admin.delete(members + "/" + ann));
        shouldHold();
    }

    @Test
    void manyJoinAndLeaveAtOnce() {
        shouldBeEmpty(admin.post(members, List.of(ann, bob)));
        shouldHold(ann, bob);

        shouldBeEmpty(admin.delete(members, List.of(ann)));
        shouldHold(bob);
    }

    @Test
    void theEmptyObjectOfClientsThatAlwaysSendOneIsIgnored() {
        shouldBeEmpty(admin.post(members + "/" + ann, "{}"));
        shouldHold(ann);

        shouldBeEmpty(admin.delete(members + "/" + ann, "{}"));
        shouldHold();
    }

    @Test
    void joiningTwiceAndLeavingWithoutHavingJoinedAreNoFailures() {
        admin.post(members, List.of(ann, ann)).then().statusCode(200);
        admin.request().post(members + "/" + ann).then().statusCode(200);
        shouldHold(ann);

        admin.delete(members + "/" + bob).then().statusCode(200);
        admin.delete(members, List.of(bob, ann)).then().statusCode(200);
        shouldHold();
    }

    @Test
    void idsOfUsersHaveNoCase() {
        var typed = ann.toUpperCase(Locale.ROOT);

        admin.request().post(members + "/" + typed).then().statusCode(200);
        shouldHold(ann);
        admin.delete(members, List.of(typed)).then().statusCode(200);
        shouldHold();
    }

    @Test
    void anUnknownGroupIsNamed() {
        for (var refused : List.of(
                admin.get(NOWHERE),
                admin.request().post(NOWHERE + "/" + ann),
                admin.delete(NOWHERE + "/" + ann),
                admin.post(NOWHERE, List.of(ann)),
                admin.delete(NOWHERE, List.of(ann)))) {
            refused.then().statusCode(404).body("message", containsString("'nowhere'"));
        }
    }

    @Test
    void anUnknownUserIsNamedAndNobodyElseJoinsOrLeaves() {
        admin.request().post(members + "/" + bob).then().statusCode(200);

        for (var refused : List.of(
                admin.request().post(members + "/nobody"),
                admin.delete(members + "/nobody"),
                admin.post(members, List.of(ann, "nobody")),
                admin.delete(members, List.of(bob, "nobody")))) {
            refused.then().statusCode(404).body("message", containsString("'nobody'"));
        }

        shouldHold(bob);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"ann\"", "[{}]", "7"})
    void whatIsNoListOfIdsIsRefused(String body) {
        admin.post(members, body).then().statusCode(400);
        admin.delete(members, body).then().statusCode(400);
    }

    @Test
    void aListOfNobodyIsRefused() {
        admin.post(members, "[]").then().statusCode(400).body("validationErrors.path", contains("userIds"));
    }

    @Test
    void whoMayOnlyReadJoinsNoGroup() {
        admin.put("/api/users/" + ann, Map.of("name", "Ann", "roles", "USER_READ_ONLY"))
                .then()
                .statusCode(200);

        admin.request()
                .post(members + "/" + ann)
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("groups"));
        shouldHold();
    }

    @Test
    void onlyAdminsDecideWhoBelongs() {
        admin.request().post(members + "/" + bob).then().statusCode(200);
        var plain = admin.application("plain", "USER", "APPLICATION_MANAGER").api();

        for (var refused : List.of(
                plain.get(members),
                plain.request().post(members + "/" + ann),
                plain.delete(members + "/" + bob),
                plain.post(members, List.of(ann)),
                plain.delete(members, List.of(bob)))) {
            refused.then().statusCode(403);
        }
        shouldHold(bob);
    }

    private void shouldHold(String... ids) {
        admin.get(members).then().statusCode(200).body("id", equalTo(List.of(ids)));
    }

    private static void shouldBeEmpty(Response reply) {
        reply.then().statusCode(200).header("Content-Length", "0").contentType(emptyOrNullString());
    }
}
