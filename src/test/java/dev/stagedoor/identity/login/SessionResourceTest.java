package dev.stagedoor.identity.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.Browser;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser signs in with an access key, works with its cookie, and signs out. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SessionResourceTest {
    private static final Duration EIGHT_HOURS = Duration.ofHours(8);

    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();

    @Test
    void shouldSignInWithAnAccessKeyAndTellWhoThatIs() {
        var application = admin.application("console-user", "USER");

        var signedIn =
                Browser.post(Map.of("apiKey", application.apiKey())).then().statusCode(200);

        signedIn.body("id", equalTo(application.principal()))
                .body("name", equalTo("console-user"))
                .body("type", equalTo("APPLICATION"))
                .body("roles", contains("USER"))
                .body("groups", empty())
                .body("signedInWith", equalTo("ACCESS_KEY"));
        assertThat(Instant.ofEpochMilli(signedIn.extract().<Long>path("expiresAt")))
                .isCloseTo(Instant.now().plus(EIGHT_HOURS), within(30, ChronoUnit.SECONDS));
    }

    @Test
    void shouldSetACookieThatOnlyThisHostAndNoScriptSees() {
        var application = admin.application("careful");

        var cookie = Browser.post(Map.of("keyId", application.keyId(), "keySecret", application.keySecret()))
                .then()
                .statusCode(200)
                .extract()
                .header("Set-Cookie");

        assertThat(Arrays.stream(cookie.split(";", -1)).map(String::strip))
                .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=" + EIGHT_HOURS.toSeconds())
                .noneMatch(part -> part.startsWith("Domain"));
        assertThat(cookie).startsWith(Browser.COOKIE + "=");
    }

    @Test
    void shouldCountTheCookieOnBothApis() {
        var application = admin.application("worker", "USER");
        admin.loopback(id);
        admin.model(id, "m");
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + id, "READ", "EXECUTE");
        var browser = Browser.signedIn(application);

        browser.get("/api/session").then().statusCode(200).body("id", equalTo(application.principal()));
        browser.get("/api/integrations/provider").then().statusCode(200).body("name", hasItem(id));
        browser.get("/v1/models").then().statusCode(200).body("data.id", hasItem(id + ":m"));
        browser.request()
                .body(Map.of("model", id + ":m", "messages", List.of()))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldWriteDownWhoChangedSomethingInASession() {
        var application = admin.application("maker", "USER");

        Browser.signedIn(application)
                .request()
                .body(Map.of("type", "loopback"))
                .post("/api/integrations/provider/" + id)
                .then()
                .statusCode(200);

        admin.get("/api/integrations/provider/" + id)
                .then()
                .statusCode(200)
                .body("createdBy", equalTo(application.principal()));
    }

    @Test
    void shouldTellTheSameWithAnyCredentialButForWhenItEnds() {
        var application = admin.application("both", "USER");
        var whole = Browser.signedIn(application)
                .get("/api/session")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        application
                .api()
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("id", equalTo(whole.getString("id")))
                .body("permissions", equalTo(whole.getList("permissions")))
                .body("signedInWith", equalTo("ACCESS_KEY"))
                .body("expiresAt", nullValue());
        assertThat(whole.getLong("expiresAt")).isPositive();
    }

    @Test
    void shouldNameThePermissionsThatRolesGive() {
        admin.role("reader-" + id, "READ_INTEGRATION", "USER_MANAGEMENT");
        var application = admin.application("reader", "reader-" + id);

        Browser.signedIn(application)
                .get("/api/session")
                .then()
                .body("permissions", contains("READ_INTEGRATION", "READ_INTEGRATION_PROVIDER", "USER_MANAGEMENT"));
    }

    @Test
    void shouldNameNoPermissionOfWhoHasNoRole() {
        Browser.signedIn(admin.application("roleless"))
                .get("/api/session")
                .then()
                .body("permissions", empty());
    }

    @Test
    void shouldNameEveryPermissionOfAnAdmin() {
        var every = Arrays.stream(Permission.values()).map(Enum::name).toArray(String[]::new);

        admin.get("/api/session")
                .then()
                .body("roles", hasItem("ADMIN"))
                .body("permissions", hasItems(every))
                .body("permissions", hasItems("DELETE_SECRET", "EXECUTE_INTEGRATION"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"apiKey\": \"sd-test-admin.wrong\"}",
                "{\"apiKey\": \"sd-nobody.test-admin-secret-0123456789abcdef\"}",
                "{\"apiKey\": \"garbage\"}",
                "{\"apiKey\": \"\"}",
                "{\"keyId\": \"test-admin\", \"keySecret\": \"wrong\"}",
            })
    void shouldNotSignInWithAWrongKey(String body) {
        var refused = given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/session")
                .then()
                .statusCode(401)
                .body("error", equalTo("INVALID_CREDENTIALS"));

        assertThat(refused.extract().headers().hasHeaderWithName("Set-Cookie")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', keyId",
        "'{\"keyId\": \"x\"}', keySecret",
        "'{\"keySecret\": \"x\"}', keyId",
        "'{\"keyId\": ', body",
    })
    void shouldRefuseHalfAKeyByItsField(String body, String field) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/session")
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(field));
    }

    @Test
    void shouldSignOut() {
        var cookie = Browser.signedIn(admin.application("leaver"))
                .delete("/api/session")
                .then()
                .statusCode(200)
                .extract()
                .header("Set-Cookie");

        assertThat(Arrays.stream(cookie.split(";", -1)).map(String::strip))
                .contains(Browser.COOKIE + "=", "Max-Age=0", "Path=/", "Secure", "HttpOnly", "SameSite=Strict");
    }

    @Test
    void shouldSignOutWhoIsNotSignedIn() {
        Api.nobody().delete("/api/session").then().statusCode(200);
        new Browser("garbage").delete("/api/session").then().statusCode(200);
    }

    @Test
    void shouldEndTheSessionWhenItsAccessKeyIsPausedAndGoOnWhenItIsResumed() {
        var application = admin.application("paused");
        var browser = Browser.signedIn(application);
        var status = "/api/applications/" + application.id() + "/accessKeys/" + application.keyId() + "/status";
        browser.get("/api/session").then().statusCode(200);

        admin.request().post(status).then().statusCode(200);
        browser.get("/api/session").then().statusCode(401);

        admin.request().post(status).then().statusCode(200);
        browser.get("/api/session").then().statusCode(200);
    }

    @Test
    void shouldEndTheSessionWhenItsAccessKeyIsDeleted() {
        var application = admin.application("keyless");
        var browser = Browser.signedIn(application);

        admin.delete("/api/applications/" + application.id() + "/accessKeys/" + application.keyId())
                .then()
                .statusCode(200);

        browser.get("/api/session").then().statusCode(401);
        browser.get("/v1/models").then().statusCode(401);
    }

    @Test
    void shouldEndTheSessionWhenItsApplicationIsDeleted() {
        var application = admin.application("gone");
        var browser = Browser.signedIn(application);

        admin.delete("/api/applications/" + application.id()).then().statusCode(200);

        browser.get("/api/session").then().statusCode(401);
    }

    @Test
    void shouldTellABrowserWhetherItsSessionIsStillGood() {
        var application = admin.application("asking");
        var browser = Browser.signedIn(application);
        browser.get("/api/session/options").then().statusCode(200).body("signedIn", equalTo(true));
        new Browser("no-token-of-ours")
                .get("/api/session/options")
                .then()
                .statusCode(200)
                .body("signedIn", equalTo(false));

        admin.delete("/api/applications/" + application.id()).then().statusCode(200);

        browser.get("/api/session/options").then().statusCode(200).body("signedIn", equalTo(false));
    }

    @Test
    void shouldOfferNoIssuerWhereThereIsNone() {
        Api.nobody()
                .get("/api/session/options")
                .then()
                .statusCode(200)
                .body("oidc", equalTo(false))
                .body("signedIn", equalTo(false));
    }
}
