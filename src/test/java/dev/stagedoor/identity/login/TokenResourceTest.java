package dev.stagedoor.identity.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens over the wire (contract, section 1.1). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenResourceTest {
    private static final String TOKEN = "/api/token";
    private static final String WHO = "/api/token/userInfo";

    private final Api admin = Api.admin();
    private Api.Application application;

    @BeforeEach
    void anApplicationWithAKey() {
        application = admin.application("robot", "WORKER");
    }

    @Test
    void aKeyIsExchangedForATokenThatLetsIn() {
        var reply = ask(application.keyId(), application.keySecret()).then().statusCode(200);

        reply.body("keySet()", contains("token"));
        new Api(reply.extract().path("token"))
                .get(WHO)
                .then()
                .statusCode(200)
                .body("id", equalTo(application.principal()));
    }

    @Test
    void aTokenNamesItsHolderAndOutlivesTheRenewalOfTheSdks() {
        var claims = claimsOf(token(null));

        assertThat(claims.getString("sub")).isEqualTo(application.principal());
        assertThat(claims.getString("name")).isEqualTo("robot");
        assertThat(claims.getInstant("exp_at")).isAfter(Instant.now().plus(Duration.ofMinutes(45)));
    }

    @Test
    void aTokenLivesForTheTimeAskedFor() {
        var end = claimsOf(token(60_000L)).getInstant("exp_at");

        assertThat(end).isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(90));
    }

    @Test
    void aNegativeExpirationIsATokenWithoutAnEnd() {
        var token = token(-1L);

        assertThat(claimsOf(token).getInstant("exp_at")).isAfter(Instant.now().plus(Duration.ofDays(50 * 365)));
        new Api(token).get(WHO).then().statusCode(200);
    }

    @Test
    void aTokenThatHasExpiredSaysSo() {
        var holder = new Api(token(1L));

        Awaitility.await()
                .untilAsserted(() -> holder.get(WHO).then().statusCode(401).body("error", equalTo("EXPIRED_TOKEN")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'keySecret': 's'}|keyId",
                "{'keyId': 'k'}|keySecret",
                "{'keyId': 'k', 'keySecret': 's', 'expiration': 'soon'}|expiration",
            })
    void whatIsNoAccessKeyIsRefusedByTheField(String quoted, String field) {
        Api.nobody()
                .post(TOKEN, quoted.replace('\'', '"'))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(field));
    }

    @Test
    void everythingThatIsWrongWithAKeyIsTheSame401ThatNoSdkRetriesOn() {
        var paused = admin.application("paused");
        admin.request()
                .post("/api/applications/" + paused.id() + "/accessKeys/" + paused.keyId() + "/status")
                .then()
                .statusCode(200);
        var deleted = admin.application("deleted");
        admin.delete("/api/applications/" + deleted.id()).then().statusCode(200);

        var refusals = Stream.of(
                        ask("no-such-key", application.keySecret()),
                        ask(application.keyId(), "wrong"),
                        ask(application.keyId(), ""),
                        ask(paused.keyId(), paused.keySecret()),
                        ask(deleted.keyId(), deleted.keySecret()))
                .map(TokenResourceTest::withoutTimes)
                .distinct()
                .toList();

        assertThat(refusals).hasSize(1);
        ask("no-such-key", "wrong")
                .then()
                .statusCode(401)
                .body("keySet()", containsInAnyOrder("status", "message", "error", "timestamp"))
                .body("error", equalTo("INVALID_CREDENTIALS"))
                .body("timestamp", greaterThan(1_700_000_000_000L));
    }

    private static String withoutTimes(Response refusal) {
        var headers = refusal.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("Date"))
                .toList();
        return refusal.statusLine() + headers + refusal.asString().replaceAll("\"timestamp\":\\d+", "");
    }

    @Test
    void aCredentialSentAlongDoesNotMatter() {
        new Api("garbage")
                .post(TOKEN, Map.of("keyId", application.keyId(), "keySecret", application.keySecret()))
                .then()
                .statusCode(200);
    }

    @Test
    void whoSendsNothingIsToldSoInTheWordsOfTheSdks() {
        given().get(WHO)
                .then()
                .statusCode(401)
                .contentType(ContentType.JSON)
                .body("error", equalTo("INVALID_TOKEN"))
                .body("message", equalTo("Token cannot be null or empty"))
                .body("timestamp", greaterThan(1_700_000_000_000L));
    }

    @Test
    void userInfoIsTheUserAsEverybodyElseSeesIt() {
        var user = admin.get("/api/users/" + application.principal()).jsonPath().getMap("");

        new Api(token(null)).get(WHO).then().statusCode(200).body("$", equalTo(user));
        application.api().get(WHO + "?claims=false").then().statusCode(200).body("$", equalTo(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True"})
    void userInfoWithClaimsAlsoTellsWhatTheTokenSays(String claims) {
        var user = admin.get("/api/users/" + application.principal()).jsonPath().getMap("");

        new Api(token(null))
                .get(WHO + "?claims=" + claims)
                .then()
                .statusCode(200)
                .body("keySet()", containsInAnyOrder("user", "claims"))
                .body("user", equalTo(user))
                .body("claims.sub", equalTo(application.principal()))
                .body("claims.name", equalTo("robot"))
                .body("claims.access_key", equalTo(application.keyId()));
    }

    @Test
    void anAccessKeyClaimsNothing() {
        application.api().get(WHO + "?claims=true").then().statusCode(200).body("claims", anEmptyMap());
    }

    private String token(Long expiration) {
        Map<String, Object> asked = new HashMap<>();
        asked.put("keyId", application.keyId());
        asked.put("keySecret", application.keySecret());
        asked.put("expiration", expiration);
        return Api.nobody().post(TOKEN, asked).then().statusCode(200).extract().path("token");
    }

    private static Response ask(String keyId, String keySecret) {
        return Api.nobody().post(TOKEN, Map.of("keyId", keyId, "keySecret", keySecret));
    }

    /** As the CLI reads a token: three parts, {@code exp} in seconds. */
    private static JsonObject claimsOf(String token) {
        var parts = token.split("\\.", -1);
        assertThat(parts).hasSize(3);
        var claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        return claims.put("exp_at", Instant.ofEpochSecond(claims.getLong("exp")));
    }
}
