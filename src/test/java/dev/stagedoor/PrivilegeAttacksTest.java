package dev.stagedoor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks on privileges that really hit gateways like this one, by their number in the list they were collected in. Number 5,
 * templates, is with prompts; number 7, fields that make an administrator, with access; number 9, forgotten endpoints, in the
 * matrix of routes.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PrivilegeAttacksTest {
    private final Api admin = Api.admin();
    private final String id = UUID.randomUUID().toString();

    @TestHTTPResource
    URI stagedoor;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sd-' or '1'='1.x",
                "sd-test-admin'--.x",
                "sd-test-admin.' or 'a'='a",
                "sd-x';delete from access_key;--.y",
                "sd-x'||(select pg_sleep(5))||'.y",
                "sd-\\'.y",
                "sd-%27%20or%201=1.y",
                "sd-$1.$2",
                "' union select secret_hash from access_key --",
                "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJzdGFnZWRvb3IiLCJzdWIiOiInIG9yIDE9MSJ9.x",
            })
    void attack04_sqlInACredentialIsAWrongCredential(String credential) {
        var before = Rows.all();

        given().header("X-Authorization", credential).get("/api/users").then().statusCode(401);
        given().header("Authorization", "Bearer " + credential)
                .get("/v1/models")
                .then()
                .statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("keyId", credential, "keySecret", credential))
                .post("/api/token")
                .then()
                .statusCode(401)
                .body("error", equalTo("INVALID_CREDENTIALS"));

        assertThat(Rows.all()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/users",
                "//api/users",
                "/api//users",
                "/api/users/",
                "/api/users;x=1",
                "/api;x=1/users",
                "/API/users",
                "/api/Users",
                "/api/%75sers",
                "/api%2fusers",
                "/api%2Fusers",
                "/%61pi/users",
                "/v1/../api/users",
                "/v1/..;/api/users",
                "/v1/%2e%2e/api/users",
                "/api/./users",
                "/api/users%00",
                "/api/users%20",
                "/api/users?x=/v1/models",
                "/api/users#/v1/models",
                "/openapi/../api/users",
                "/q/health/live/../../../api/users",
                "/api/token/../users",
                "http://elsewhere.example/api/users",
            })
    void attack08_noWayOfWritingAPathGetsPastTheGuard(String path) throws IOException {
        admin.user(id);
        var plain = admin.application("plain", "USER").apiKey();

        for (var credential : List.of("", "X-Authorization: " + plain + "\r\n")) {
            for (var more : List.of(
                    "Host: localhost\r\n",
                    "Host: elsewhere.example\r\n",
                    "Host: localhost\r\nX-Original-URL: /v1/models\r\nX-Rewrite-URL: /openapi\r\n",
                    "Host: localhost\r\nX-Forwarded-Prefix: /api\r\nX-Forwarded-Host: localhost/openapi\r\n",
                    "Host: localhost\r\nX-HTTP-Method-Override: OPTIONS\r\n")) {
                assertThat(raw("GET " + path + " HTTP/1.1\r\n" + more + credential))
                        .as(more + credential)
                        .doesNotContain(id)
                        .doesNotContainPattern("\"applicationUser\"");
            }
        }
    }

    private String raw(String head) throws IOException {
        try (var socket = new Socket("localhost", stagedoor.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void attack12_aStoredHashIsNoCredential() {
        var application = admin.application(id);
        var hash = (byte[]) Rows.one("select secret_hash from access_key where id = ?", application.keyId());

        for (var secret : List.of(
                HexFormat.of().formatHex(hash),
                Base64.getEncoder().encodeToString(hash),
                Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
                new String(hash, StandardCharsets.ISO_8859_1))) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("keyId", application.keyId(), "keySecret", secret))
                    .post("/api/token")
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void attack12_aSecretIsShownOnceAndStoredNowhere() {
        var application = admin.application(id);

        assertThat(Base64.getUrlDecoder().decode(application.keySecret())).hasSize(32);
        assertThat(admin.get("/api/applications/" + application.id() + "/accessKeys")
                                .asString()
                        + admin.get("/api/applications/" + application.id()).asString()
                        + admin.get("/api/applications/key/" + application.keyId())
                                .asString()
                        + admin.get("/api/audit?limit=1000").asString())
                .doesNotContain(application.keySecret());
        assertThat(Rows.number(
                        "select count(*) from access_key k where k::text like ?", "%" + application.keySecret() + "%"))
                .isZero();
    }

    @Test
    void attack19_aGrantOnAStarIsAGrantOnAThingOfThatName() {
        admin.loopback(id);
        admin.model(id, "m");
        var reader = admin.application("reader");
        for (var target : List.of(
                "INTEGRATION_PROVIDER:*",
                "INTEGRATION:" + id + ":*",
                "INTEGRATION:*:*",
                "INTEGRATION:" + id + ":",
                "INTEGRATION_PROVIDER:%",
                "INTEGRATION_PROVIDER:" + id.substring(0, 8) + "*",
                "TAG:*:*")) {
            admin.tryGrant("USER:" + reader.principal(), target, "READ", "EXECUTE");
        }

        reader.api().chat(id + ":m").then().statusCode(404);
        reader.api().get("/v1/models").then().body("data", empty());
        reader.api().get("/api/integrations/all").then().body("$", empty());
    }

    @Test
    void attack19_whatReachesEveryTargetIsNamedAsSuch() {
        admin.loopback(id);
        admin.model(id, "m");
        admin.role("wide-" + id, "EXECUTE_INTEGRATION");
        var wide = admin.application("wide", "wide-" + id);

        admin.get("/api/auth/explain?access=EXECUTE&subject=USER:" + wide.principal() + "&target=INTEGRATION:" + id
                        + ":m")
                .then()
                .body("paths[0].type", hasItem("EVERY"));
        admin.get("/api/auth/reach?access=EXECUTE&limit=1000&subject=USER:" + wide.principal())
                .then()
                .body("targets.target.id", hasItem(id + ":m"));
    }

    @Test
    void attack19_aGrantOnAnIntegrationDoesNotGoStale() {
        admin.loopback(id);
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:" + id, "EXECUTE");

        admin.model(id, "released-later");
        reader.api().chat(id + ":released-later").then().statusCode(200);

        admin.delete("/api/integrations/provider/" + id).then().statusCode(200);
        admin.loopback(id);
        admin.model(id, "of-somebody-else");
        reader.api().chat(id + ":of-somebody-else").then().statusCode(404);
        reader.api().get("/v1/models").then().body("data.id", not(hasItem(id + ":of-somebody-else")));
    }

    /** Bodies are compared to the letter; times are measured by the benchmark, side by side. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/integrations/provider/{}",
                "/api/integrations/provider/{}/integration",
                "/api/integrations/provider/{}/integration/m",
                "/api/integrations/provider/{}/integration/m/tags",
                "/api/integrations/provider/{}/tags",
                "/api/prompts/{}",
                "/api/prompts/{}/versions",
                "/api/prompts/{}/tags",
                "/api/secrets/{}",
                "/api/secrets/{}/exists",
                "/api/secrets/{}/tags",
                "/v1/models/{}:m",
            })
    void attack20_whatIsNotYoursAnswersLikeWhatIsNotThere(String path) {
        admin.loopback(id);
        admin.model(id, "m");
        admin.request()
                .body("text")
                .post("/api/prompts/" + id + "?description=d")
                .then()
                .statusCode(200);
        admin.request().body("value").put("/api/secrets/" + id).then().statusCode(200);
        var stranger = admin.application("stranger", "USER").api();
        var absent = UUID.randomUUID().toString();

        var notMine = stranger.get(path.replace("{}", id));
        var notThere = stranger.get(path.replace("{}", absent));

        assertThat(notMine.statusCode()).isEqualTo(notThere.statusCode());
        assertThat(notMine.asString().replace(id, "?"))
                .isEqualTo(notThere.asString().replace(absent, "?"));
        assertThat(notMine.headers().asList().stream()
                        .map(header -> header.getName())
                        .toList())
                .isEqualTo(notThere.headers().asList().stream()
                        .map(header -> header.getName())
                        .toList());
        admin.get(path.replace("{}", id)).then().statusCode(200).body(not(contains("never")));
    }
}
