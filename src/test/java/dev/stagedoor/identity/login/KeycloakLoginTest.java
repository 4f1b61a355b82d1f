package dev.stagedoor.identity.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.Keycloak;
import dev.stagedoor.support.KeycloakResource;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** People who log in to a real Keycloak, and what their tokens open here. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(KeycloakResource.class)
class KeycloakLoginTest {
    private final Keycloak keycloak = Keycloak.running();
    private final Api admin = Api.admin();

    @Test
    void shouldCreateAUserOnFirstSight() {
        keycloak.user("newcomer");
        admin.get("/api/users/newcomer").then().statusCode(404);

        as("newcomer")
                .get("/api/token/userInfo")
                .then()
                .statusCode(200)
                .body("id", equalTo("newcomer"))
                .body("name", equalTo("newcomer Example"))
                .body("roles.name", contains("USER"))
                .body("groups", equalTo(List.of()))
                .body("applicationUser", equalTo(false));

        admin.get("/api/users/newcomer").then().statusCode(200);
    }

    @Test
    void shouldCreateAUserOnceWhenItsFirstRequestsComeTogether() {
        keycloak.user("eager", "analysts");
        var tokens = List.of(keycloak.login("eager"), keycloak.login("eager"), keycloak.login("eager"));

        try (var threads = Executors.newFixedThreadPool(12)) {
            var replies = IntStream.range(0, 12)
                    .mapToObj(i -> threads.submit(() -> new Api(tokens.get(i % 3)).get("/api/token/userInfo")))
                    .toList();
            assertThat(replies).allSatisfy(reply -> reply.get().then().statusCode(200));
        }
    }

    @Test
    void shouldTakeATokenInEitherHeader() {
        var token = keycloak.login("fred");

        for (var path : List.of("/api/token/userInfo", "/api/integrations/provider", "/v1/models")) {
            given().header("X-Authorization", token).get(path).then().statusCode(200);
            given().header("X-Authorization", "Bearer " + token)
                    .get(path)
                    .then()
                    .statusCode(200);
            given().header("Authorization", "Bearer " + token).get(path).then().statusCode(200);
            given().header("Authorization", "bearer " + token).get(path).then().statusCode(200);
        }
    }

    /** In clear text it is answered in HTTP/1.1, as upstream-safety.md says. */
    @Test
    void shouldTakeATokenOfAClientThatWouldRatherSpeakHttp2() throws Exception {
        var url = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/token/userInfo");
        var request = HttpRequest.newBuilder(url).header("X-Authorization", keycloak.login("fred"));

        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(reply.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"fred\"");
        }
    }

    /** Those of an application that logs people in by cookie, which this is not. */
    @Test
    void shouldTakeNoNoticeOfCookies() {
        var token = keycloak.login("fred");

        for (var name : List.of("q_session", "q_session_other", "q_auth_other_state", "q_auth")) {
            given().header("Authorization", "Bearer " + token)
                    .cookie(name, token)
                    .get("/api/token/userInfo")
                    .then()
                    .statusCode(200);
            given().cookie(name, token).get("/api/token/userInfo").then().statusCode(401);
        }
    }

    @Test
    void shouldPreferTheConductorHeader() {
        given().header("X-Authorization", keycloak.login("ann"))
                .header("Authorization", "Bearer " + keycloak.login("fred"))
                .get("/api/token/userInfo")
                .then()
                .statusCode(200)
                .body("id", equalTo("ann"));
    }

    @Test
    void shouldShowWhatTheTokenSays() {
        as("ann")
                .get("/api/token/userInfo?claims=true")
                .then()
                .statusCode(200)
                .body("user.id", equalTo("ann"))
                .body("claims.groups", contains("analysts"))
                .body("claims.iss", startsWith("http"));
    }

    @Test
    void shouldMakeAnAdminByRoleClaim() {
        as("root").get("/api/users").then().statusCode(200);
        as("root").get("/api/token/userInfo").then().body("roles.name", containsInAnyOrder("ADMIN", "USER"));

        as("fred").get("/api/users").then().statusCode(403);
    }

    @Test
    void shouldLetMembersOfAClaimedGroupCall() {
        admin.group("analysts");
        guarded("analytics", "analysts");

        as("ann").chat("analytics:m").then().statusCode(200);
        as("ann").get("/api/integrations/provider").then().body("name", hasItem("analytics"));
        as("ann").get("/v1/models").then().body("data.id", hasItem("analytics:m"));
        as("fred").chat("analytics:m").then().statusCode(404).body("error.code", equalTo("model_not_found"));
        admin.get("/api/groups/analysts/users").then().body("id", hasItem("ann"));
    }

    @Test
    void shouldTakeAccessFromWhoLeftTheGroupAtTheNextLogin() {
        keycloak.user("leaver", "writers");
        admin.group("writers");
        guarded("writing", "writers");
        var old = as("leaver");
        old.chat("writing:m").then().statusCode(200);

        keycloak.leave("leaver", "writers");
        inTheNextSecond();
        var young = as("leaver");

        young.chat("writing:m").then().statusCode(404);
        old.chat("writing:m").then().statusCode(404);
        young.chat("writing:m").then().statusCode(404);
    }

    @Test
    void shouldNotLearnFromATokenOlderThanTheNewestSeen() {
        keycloak.group("reviewers");
        keycloak.user("returner");
        admin.group("reviewers");
        guarded("reviewing", "reviewers");
        as("returner").chat("reviewing:m").then().statusCode(404);
        inTheNextSecond();
        keycloak.join("returner", "reviewers");
        var neverShown = as("returner");
        inTheNextSecond();
        keycloak.leave("returner", "reviewers");
        var young = as("returner");
        young.chat("reviewing:m").then().statusCode(404);

        neverShown.chat("reviewing:m").then().statusCode(404);

        young.chat("reviewing:m").then().statusCode(404);
        admin.get("/api/groups/reviewers/users").then().body("$", equalTo(List.of()));
    }

    @Test
    void shouldIgnoreAClaimedGroupUntilItExists() {
        keycloak.group("planners");
        keycloak.user("early", "planners");
        as("early").get("/api/token/userInfo").then().statusCode(200).body("groups", equalTo(List.of()));
        admin.get("/api/groups/planners").then().statusCode(404);

        admin.group("planners");
        inTheNextSecond();

        as("early").get("/api/token/userInfo").then().body("groups.id", contains("planners"));
    }

    @Test
    void shouldKeepRolesAndGroupsGivenHere() {
        admin.group("locals");
        guarded("localities", "locals");
        keycloak.user("settled");
        admin.put(
                        "/api/users/settled",
                        Map.of("name", "Settled", "roles", List.of("METADATA_MANAGER"), "groups", List.of("locals")))
                .then()
                .statusCode(200);

        for (var login = 0; login < 2; login++) {
            as("settled").chat("localities:m").then().statusCode(200);
            as("settled")
                    .get("/api/token/userInfo")
                    .then()
                    .body("name", equalTo("Settled"))
                    .body("roles.name", contains("METADATA_MANAGER"))
                    .body("groups.id", contains("locals"));
        }
    }

    @Test
    void shouldRefuseTheVeryNextCallAfterLeavingALocalGroup() {
        admin.group("clubbers");
        guarded("club", "clubbers");
        keycloak.user("guest");
        var guest = as("guest");
        guest.get("/api/token/userInfo").then().statusCode(200);
        admin.request().post("/api/groups/clubbers/users/guest").then().statusCode(200);
        guest.chat("club:m").then().statusCode(200);

        admin.delete("/api/groups/clubbers/users/guest").then().statusCode(200);

        guest.chat("club:m").then().statusCode(404);
    }

    @Test
    void shouldTellTokensApartThatBeginAlike() {
        var ann = keycloak.login("ann");
        var fred = keycloak.login("fred");
        assertThat(ann).startsWith(fred.substring(0, 40)).isNotEqualTo(fred);

        new Api(ann).get("/api/token/userInfo").then().body("id", equalTo("ann"));
        new Api(fred).get("/api/token/userInfo").then().body("id", equalTo("fred"));
        new Api(ann).get("/api/token/userInfo").then().body("id", equalTo("ann"));
    }

    private Api as(String user) {
        return new Api(keycloak.login(user));
    }

    /** An integration with the model m that this group alone may call. */
    private void guarded(String integration, String group) {
        admin.loopback(integration);
        admin.model(integration, "m");
        admin.grant("GROUP:" + group, "INTEGRATION_PROVIDER:" + integration, "READ", "EXECUTE");
    }

    /** Tokens tell the second in which they were issued; of two in the same second none is the newer one. */
    private static void inTheNextSecond() {
        var now = System.currentTimeMillis() / 1000;
        Awaitility.await().until(() -> System.currentTimeMillis() / 1000 > now);
    }
}
