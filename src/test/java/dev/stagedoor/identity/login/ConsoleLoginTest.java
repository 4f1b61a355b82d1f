package dev.stagedoor.identity.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.Browser;
import dev.stagedoor.support.Keycloak;
import dev.stagedoor.support.KeycloakResource;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who sign in to the console with the form of a real Keycloak; what is for TLS only is carried by hand. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(KeycloakResource.class)
class ConsoleLoginTest {
    private static final String CONSOLE_PAGE = "/console/models?filter=a%20b";

    private final Keycloak keycloak = Keycloak.running();
    private final Api admin = Api.admin();

    /** A browser that was sent to the issuer: with which cookies, and where to. */
    private record SetOut(Map<String, String> cookies, String page) {
        static SetOut to(String returnTo) {
            var reply = start(returnTo);
            reply.then().statusCode(303);
            return new SetOut(reply.cookies(), reply.header("Location"));
        }

        Response comeBack(String url) {
            return follow(url, cookies);
        }
    }

    private static Response start(String returnTo) {
        return follow("/api/session/oidc?returnTo=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8), Map.of());
    }

    private static Response follow(String url, Map<String, String> cookies) {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("Cookie", inOneHeader(cookies))
                .get(url);
    }

    /** As browsers write it: the client of these tests would put some values in quotes. */
    private static String inOneHeader(Map<String, String> cookies) {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Response signIn(String user) {
        var out = SetOut.to(CONSOLE_PAGE);
        return out.comeBack(keycloak.fillIn(out.page(), user));
    }

    private static void assertFailed(Response reply, String word) {
        reply.then().statusCode(303);
        assertThat(reply.header("Location")).isEqualTo("/console/sign-in?error=" + word);
        assertThat(reply.cookies()).doesNotContainKey(Browser.COOKIE);
        assertThat(reply.asString()).isEmpty();
    }

    @Test
    void shouldOfferTheIssuer() {
        Api.nobody().get("/api/session/options").then().statusCode(200).body("oidc", equalTo(true));
    }

    @Test
    void shouldSignInAndGoToWhereThePersonWanted() {
        keycloak.user("visitor");

        var reply = signIn("visitor");

        reply.then().statusCode(303);
        assertThat(reply.header("Location")).isEqualTo(CONSOLE_PAGE);
        new Browser(reply.cookie(Browser.COOKIE))
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("id", equalTo("visitor"))
                .body("name", equalTo("visitor Example"))
                .body("type", equalTo("USER"))
                .body("roles", contains("USER"))
                .body("signedInWith", equalTo("OIDC"));
    }

    @Test
    void shouldMakeTheUserFromTheClaimsAsABearerTokenDoes() {
        admin.group("analysts");

        new Browser(signIn("root").cookie(Browser.COOKIE))
                .get("/api/session")
                .then()
                .body("roles", containsInAnyOrder("ADMIN", "USER"));
        new Browser(signIn("ann").cookie(Browser.COOKIE))
                .get("/api/session")
                .then()
                .body("id", equalTo("ann"))
                .body("groups", contains("analysts"));
        admin.get("/api/groups/analysts/users").then().body("id", hasItem("ann"));
    }

    @Test
    void shouldLeaveNoCookieButOurs() {
        var headers = signIn("fred").headers().getValues("Set-Cookie");

        assertThat(headers)
                .filteredOn(header -> !header.contains("Max-Age=0"))
                .singleElement()
                .satisfies(header -> {
                    assertThat(header).startsWith(Browser.COOKIE + "=");
                    assertThat(Arrays.stream(header.split(";", -1)).map(String::strip))
                            .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/");
                });
        assertThat(headers).noneMatch(header -> header.startsWith("q_session"));
    }

    @Test
    void shouldSetOutWithPkceStateAndNonceInACookieForTheWayAlone() {
        var reply = start(CONSOLE_PAGE);

        assertThat(reply.header("Location"))
                .startsWith(keycloak.issuer(Keycloak.REALM))
                .contains("code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "response_type=code");
        assertThat(reply.headers().getValues("Set-Cookie")).singleElement().satisfies(header -> {
            assertThat(header).startsWith("q_auth_console_").doesNotContain("models");
            assertThat(Arrays.stream(header.split(";", -1)).map(String::strip))
                    .contains("HTTPOnly", "Secure", "SameSite=Lax", "Path=/api/session/oidc", "Max-Age=600");
        });
    }

    @Test
    void shouldEndTheSessionWhenTheUserIsDeleted() {
        keycloak.user("deleted");
        var browser = new Browser(signIn("deleted").cookie(Browser.COOKIE));
        browser.get("/api/session").then().statusCode(200);

        admin.delete("/api/users/deleted").then().statusCode(200);

        browser.get("/api/session").then().statusCode(401);
    }

    @Test
    void shouldLetTwoTabsSignInAtOnce() {
        var one = SetOut.to("/console/one");
        var two = SetOut.to("/console/two");

        var second = two.comeBack(keycloak.fillIn(two.page(), "fred"));
        var first = one.comeBack(keycloak.fillIn(one.page(), "fred"));

        assertThat(second.header("Location")).isEqualTo("/console/two");
        assertThat(first.header("Location")).isEqualTo("/console/one");
    }

    /** Otherwise an attacker's code signs the victim in as the attacker. */
    @Test
    void shouldNotTakeACodeFromABrowserThatDidNotSetOut() {
        var attacker = SetOut.to(CONSOLE_PAGE);
        var url = keycloak.fillIn(attacker.page(), "fred");

        assertFailed(follow(url, Map.of()), "expired");
        assertFailed(SetOut.to(CONSOLE_PAGE).comeBack(url), "expired");
    }

    @Test
    void shouldNotTakeAStateThatIsNotTheOneItSetOutWith() {
        var out = SetOut.to(CONSOLE_PAGE);
        var url = keycloak.fillIn(out.page(), "fred");

        assertFailed(out.comeBack(url.replaceFirst("state=[^&]+", "state=another")), "expired");
        assertFailed(out.comeBack(url.replaceFirst("state=[^&]+&?", "")), "expired");
    }

    @Test
    void shouldNotTakeATamperedState() {
        var out = SetOut.to(CONSOLE_PAGE);
        var url = keycloak.fillIn(out.page(), "fred");
        var name = out.cookies().keySet().iterator().next();
        var value = out.cookies().get(name);

        assertFailed(follow(url, Map.of(name, value.substring(0, value.length() - 4) + "AAAA")), "refused");
    }

    @Test
    void shouldNotTakeACodeTwice() {
        var out = SetOut.to(CONSOLE_PAGE);
        var url = keycloak.fillIn(out.page(), "fred");
        out.comeBack(url).then().statusCode(303).cookie(Browser.COOKIE);

        assertFailed(out.comeBack(url), "refused");
    }

    @Test
    void shouldNotTakeACodeThatTheIssuerDoesNotKnow() {
        var out = SetOut.to(CONSOLE_PAGE);
        var url = keycloak.fillIn(out.page(), "fred");

        assertFailed(out.comeBack(url.replaceFirst("code=[^&]+", "code=made-up")), "refused");
    }

    @ParameterizedTest
    @CsvSource({"access_denied, cancelled", "server_error, refused", "<script>, refused"})
    void shouldSayInAWordThatTheIssuerSaidNo(String error, String word) {
        var out = SetOut.to(CONSOLE_PAGE);
        var state = out.page().replaceFirst(".*[?&]state=([^&]+).*", "$1");

        assertFailed(
                out.comeBack("/api/session/oidc/callback?state=" + state + "&error="
                        + URLEncoder.encode(error, StandardCharsets.UTF_8) + "&error_description=secret"),
                word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/console/", "//evil.example/console/", "/api/session", "/console/../x"})
    void shouldNotSendABrowserElsewhere(String returnTo) {
        start(returnTo).then().statusCode(400).body("validationErrors.path", contains("returnTo"));
    }

    /** Quarkus has a session of its own by such a cookie, which here is none. */
    @Test
    void shouldTakeNoNoticeOfASessionOfQuarkus() {
        var token = keycloak.login("fred");

        assertFailed(follow("/api/session/oidc/callback", Map.of("q_session_console", token)), "refused");
        given().cookie("q_session_console", "none").get("/api/session").then().statusCode(401);
    }
}
