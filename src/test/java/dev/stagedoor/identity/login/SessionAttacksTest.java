package dev.stagedoor.identity.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.secret.TestKeys;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.Browser;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites make a signed-in browser do, and cookies that nobody may come in with. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SessionAttacksTest {
    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();
    private Api.Application victim;
    private Browser browser;

    @BeforeEach
    void aVictimIsSignedIn() {
        victim = admin.application("victim", "USER");
        browser = Browser.signedIn(victim);
    }

    private String target() {
        return "/api/integrations/provider/" + id;
    }

    private void assertNothingWasMade() {
        admin.get(target()).then().statusCode(404);
    }

    @Test
    void aFormOfAnotherSiteChangesNothing() {
        for (var type : List.of("application/x-www-form-urlencoded", "text/plain")) {
            browser.bare()
                    .header("Content-Type", type)
                    .body("{\"type\": \"loopback\"}")
                    .post(target())
                    .then()
                    .statusCode(403)
                    .body("message", containsString("X-Stagedoor-Console"));
        }
        assertNothingWasMade();
    }

    @Test
    void aScriptWithoutTheHeaderChangesNothing() {
        for (var verb : List.of("POST", "PUT", "DELETE", "PATCH")) {
            browser.bare()
                    .contentType(ContentType.JSON)
                    .body("{\"name\": \"x\"}")
                    .request(verb, "/api/applications")
                    .then()
                    .statusCode(verb.equals("POST") ? 403 : 405);
        }
        admin.loopback(id);
        admin.grant("USER:" + victim.principal(), "INTEGRATION_PROVIDER:" + id, "READ", "DELETE");

        browser.bare().delete(target()).then().statusCode(403);

        admin.get(target()).then().statusCode(200);
    }

    @Test
    void aCallToAModelNeedsTheHeaderToo() {
        browser.bare()
                .contentType(ContentType.JSON)
                .body("{\"model\": \"m\"}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.type", equalTo("permission_error"))
                .body("error.message", containsString("X-Stagedoor-Console"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "true", "11"})
    void anotherValueOfTheHeaderIsNoHeader(String value) {
        browser.bare()
                .header(Browser.CONSOLE, value)
                .contentType(ContentType.JSON)
                .body("{\"type\": \"loopback\"}")
                .post(target())
                .then()
                .statusCode(403);
        assertNothingWasMade();
    }

    @Test
    void aMethodInDisguiseIsTheMethodThatItIs() {
        browser.bare()
                .header("X-HTTP-Method-Override", "GET")
                .contentType(ContentType.JSON)
                .body("{\"type\": \"loopback\"}")
                .post(target())
                .then()
                .statusCode(403);
        assertNothingWasMade();
    }

    @Test
    void whatTheBrowserCallsCrossSiteIsRefusedEvenWithTheHeader() {
        browser.request()
                .header("Sec-Fetch-Site", "cross-site")
                .body("{\"type\": \"loopback\"}")
                .post(target())
                .then()
                .statusCode(403);
        browser.request()
                .header("Sec-Fetch-Site", "cross-site")
                .get("/api/session")
                .then()
                .statusCode(403)
                .body("message", containsString("cross-site"));
        assertNothingWasMade();
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "same-site", "none"})
    void whatComesFromOurOwnSiteIsServed(String site) {
        browser.request()
                .header("Sec-Fetch-Site", site)
                .get("/api/session")
                .then()
                .statusCode(200);
    }

    /** An allowance (CORS) would let other sites send the header. */
    @Test
    void noOtherSiteIsAllowedToSendTheHeader() {
        var preflight = given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", Browser.CONSOLE)
                .options(target());
        var reply = browser.request().header("Origin", "https://evil.example").get("/api/session");

        for (var answer : List.of(preflight, reply)) {
            assertThat(answer.headers()).noneMatch(header -> header.getName().startsWith("Access-Control-Allow"));
        }
    }

    /** A victim who works under the attacker's name tells the attacker what it does. */
    @Test
    void noOtherSiteSignsABrowserIn() {
        var key = "{\"apiKey\": \"" + victim.apiKey() + "\"}";

        for (var type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            assertSetsNoCookie(given().header("Content-Type", type).body(key).post("/api/session"), 415);
        }
        assertSetsNoCookie(
                given().contentType(ContentType.JSON)
                        .header("Sec-Fetch-Site", "cross-site")
                        .body(key)
                        .post("/api/session"),
                403);
    }

    @Test
    void noOtherSiteSignsABrowserOut() {
        assertSetsNoCookie(browser.bare().delete("/api/session"), 403);
        assertSetsNoCookie(
                browser.request().header("Sec-Fetch-Site", "cross-site").delete("/api/session"), 403);
    }

    private static void assertSetsNoCookie(Response reply, int status) {
        reply.then().statusCode(status);
        assertThat(reply.headers().hasHeaderWithName("Set-Cookie")).isFalse();
    }

    @Test
    void aSessionOpensNothingAsABearerToken() {
        browser.get("/api/session").then().statusCode(200);

        for (var path : List.of("/api/session", "/api/token/userInfo", "/v1/models")) {
            new Api(browser.session()).get(path).then().statusCode(401);
            given().header("Authorization", "Bearer " + browser.session())
                    .get(path)
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void aBearerCredentialIsNoSession() {
        var token = Api.nobody()
                .post("/api/token", Map.of("keyId", victim.keyId(), "keySecret", victim.keySecret()))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("token");
        new Api(token).get("/api/session").then().statusCode(200);

        for (var credential : List.of(token, "Bearer " + token, victim.apiKey())) {
            new Browser(credential).get("/api/session").then().statusCode(401);
        }
    }

    @Test
    void theCookieDoesNotStandInForAnotherCredentialThatIsNotGood() {
        for (var header : List.of("Authorization", "X-Authorization")) {
            for (var value : List.of("", "Bearer ", "Bearer garbage", "Basic YTpi")) {
                browser.request()
                        .header(header, value)
                        .get("/api/session")
                        .then()
                        .statusCode(401);
            }
        }
    }

    @Test
    void anotherCredentialGoesBeforeTheCookieAndNeedsNoHeader() {
        browser.bare()
                .header("X-Authorization", Api.admin().credential())
                .contentType(ContentType.JSON)
                .body("{\"type\": \"loopback\"}")
                .post(target())
                .then()
                .statusCode(200);

        admin.get(target()).then().body("createdBy", equalTo("app:admin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                ".",
                "..",
                "a.b.c",
                "e30.e30.e30",
                "eyJhbGciOiJIUzI1NiJ9.e30.",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhcHA6YWRtaW4ifQ.",
                ""
            })
    void aCookieThatIsNoSessionIsRefusedInTheShapeOfEachApi(String cookie) {
        assertRefused(new Browser(cookie), "INVALID_TOKEN");
    }

    @Test
    void aSessionThatWasTamperedWithIsRefused() {
        var parts = browser.session().split("\\.", -1);
        var others = Browser.signedIn(admin.application("other")).session().split("\\.", -1);

        assertRefused(new Browser(parts[0] + "." + others[1] + "." + parts[2]), "INVALID_TOKEN");
    }

    @Test
    void aSessionSignedElsewhereIsRefused() {
        var caller = new Caller(Subject.user("app:admin"), Optional.of(Api.ADMIN_KEY_ID));
        var elsewhere = new SignedTokens(TestKeys.ring(99), "session-signing", "stagedoor-session");

        assertRefused(new Browser(elsewhere.sign(caller, Duration.ofHours(1), Map.of())), "INVALID_TOKEN");
    }

    private static void assertRefused(Browser intruder, String error) {
        intruder.get("/api/session").then().statusCode(401).body("error", equalTo(error));
        intruder.request()
                .body("{\"name\": \"x\"}")
                .post("/api/applications")
                .then()
                .statusCode(401)
                .body("error", equalTo(error));
        intruder.get("/v1/models").then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
        intruder.request()
                .body("{\"model\": \"m\"}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"));
    }

    @Test
    void aCookieThatIsNotGoodBreaksNothingThatIsPublic() {
        var stale = new Browser("garbage");

        stale.bare().get("/api/session/options").then().statusCode(200);
        stale.bare()
                .contentType(ContentType.JSON)
                .body(Map.of("apiKey", victim.apiKey()))
                .post("/api/session")
                .then()
                .statusCode(200);
        stale.bare()
                .contentType(ContentType.JSON)
                .body(Map.of("keyId", victim.keyId(), "keySecret", victim.keySecret()))
                .post("/api/token")
                .then()
                .statusCode(200);
        stale.bare().get("/q/health/live").then().statusCode(200);
    }
}
