package dev.stagedoor.identity.login;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.Keycloak;
import dev.stagedoor.support.KeycloakResource;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that nobody may come in with. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(KeycloakResource.class)
class ForgedTokenTest {
    private static final String INVALID = "INVALID_TOKEN";
    private static final String EXPIRED = "EXPIRED_TOKEN";

    private final Keycloak keycloak = Keycloak.running();

    /** What Keycloak itself signs, but not for this door. */
    enum Misplaced {
        OF_ANOTHER_ISSUER(k -> k.login(Keycloak.STRANGE_REALM, Keycloak.CLIENT, "ann")),
        FOR_ANOTHER_AUDIENCE(k -> k.login(Keycloak.REALM, "other", "ann")),
        OF_A_PERSON_NAMED_LIKE_AN_APPLICATION(k -> k.login(Keycloak.REALM, "impostor", "ann")),
        ID_TOKEN(k -> k.tokens(Keycloak.REALM, Keycloak.CLIENT, "ann").getString("id_token")),
        REFRESH_TOKEN(k -> k.tokens(Keycloak.REALM, Keycloak.CLIENT, "ann").getString("refresh_token"));

        private final Function<Keycloak, String> get;

        Misplaced(Function<Keycloak, String> get) {
            this.get = get;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseATokenThatWasNotMadeForUs(Misplaced token) {
        assertRefused(token.get.apply(keycloak), INVALID);
    }

    /** Of a token that was accepted and is remembered. */
    @ParameterizedTest
    @EnumSource
    void shouldRefuseAForgery(Forgery forgery) {
        var good = keycloak.login("fred");
        new Api(good).get("/api/token/userInfo").then().statusCode(200);

        assertRefused(forgery.of(good, keycloak.signingKeyOf(good)), INVALID);

        new Api(good).get("/api/token/userInfo").then().statusCode(200).body("id", equalTo("fred"));
    }

    @Test
    void shouldRefuseATokenThatHasExpired() {
        var token = keycloak.login(Keycloak.REALM, "hasty", "ann");

        assertRefusedInAWhile(token);
    }

    @Test
    void shouldRefuseARememberedTokenOnceItExpires() {
        var token = keycloak.login(Keycloak.REALM, "hasty", "ann");
        new Api(token).get("/api/token/userInfo").then().statusCode(200);

        assertRefusedInAWhile(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                ".",
                "..",
                "...",
                "a.b.c",
                "e30.e30.e30",
                "e30.e30.",
                "null",
                "sd-",
                "sd-test-admin",
                "sd-test-admin.",
                "sd-test-admin.wrong",
                "Bearer",
                "Basic YWRtaW46YWRtaW4=",
                "' or 1=1 --",
                "eyJhbGciOiJIUzI1NiJ9.e30.",
                "eyJhbGciOlsiSFMyNTYiXX0.e30.e30"
            })
    void shouldRefuseGarbage(String garbage) {
        assertRefused(garbage, INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "bearer  "})
    void shouldRefuseAnEmptyCredential(String header) {
        for (var name : new String[] {"Authorization", "X-Authorization"}) {
            given().header(name, header)
                    .get("/api/token/userInfo")
                    .then()
                    .statusCode(401)
                    .body("error", equalTo(INVALID));
            given().header(name, header)
                    .get("/v1/models")
                    .then()
                    .statusCode(401)
                    .body("error.code", equalTo("invalid_api_key"));
        }
    }

    /** Not before it is: until then it may be good, or be refused for being old. */
    private static void assertRefusedInAWhile(String token) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> new Api(token).get("/api/token/userInfo").then().statusCode(401));
        assertRefused(token, EXPIRED);
    }

    /** In the shape that each API's clients know, whichever header they use. */
    private static void assertRefused(String token, String error) {
        for (var header : new String[] {"X-Authorization", "Authorization"}) {
            given().header(header, "Bearer " + token)
                    .get("/api/token/userInfo")
                    .then()
                    .statusCode(401)
                    .body("status", equalTo(401))
                    .body("error", equalTo(error))
                    .body("message", notNullValue())
                    .body("timestamp", greaterThan(0L));
            given().header(header, "Bearer " + token)
                    .get("/v1/models")
                    .then()
                    .statusCode(401)
                    .body("error.code", equalTo("invalid_api_key"))
                    .body("error.type", equalTo("authentication_error"))
                    .body("error.message", notNullValue());
        }
    }
}
