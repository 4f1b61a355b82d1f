package dev.stagedoor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused by the name of its field, in the right error body, and nothing of it is written. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BadInputTest {
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final String name = "bad-" + UUID.randomUUID();
    private List<Long> before;

    @TestHTTPResource
    URI root;

    @BeforeEach
    void count() throws SQLException {
        admin.loopback(name);
        before = rows();
    }

    @AfterEach
    void nothingWasWritten() throws SQLException {
        assertThat(rows()).isEqualTo(before);
    }

    private static List<Long> rows() throws SQLException {
        var server = PostgresResource.server();
        var counts = new ArrayList<Long>();
        try (var connection = DriverManager.getConnection("jdbc:" + server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (var table : List.of("integration", "model", "access_grant", "user_account", "user_group", "tag")) {
                try (var result = statement.executeQuery("select count(*), max(xmin::text::bigint) from " + table)) {
                    result.next();
                    counts.add(result.getLong(1));
                    counts.add(result.getLong(2));
                }
            }
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"openai\"                                   | body",
                "[]                                                      | body",
                "null                                                    | update",
                "{\"enabled\": \"perhaps\"}                              | enabled",
                "{\"description\": {\"a\": 1}}                           | description",
                "{\"configuration\": \"text\"}                           | configuration",
                "{\"configuration\": {\"endpoint\": \"no url\"}}         | configuration.endpoint",
                "{\"configuration\": {\"endpoint\": \"file:///etc/x\"}}  | configuration.endpoint",
                "{\"configuration\": {\"api_key\": 7}}                   | configuration.api_key",
                "{\"category\": \"CLOUD9\"}                              | category",
                "{\"type\": \"openai\"}                                  | type",
            })
    void aWrongFieldOfAnIntegrationIsNamed(String body, String field) {
        admin.post(PROVIDER + name, body)
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("status", equalTo(400))
                .body("validationErrors.path", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a%2Fb", "a%00b", "a%0Ab", "a%7Fb", "%20", "%C2%85"})
    void anIntegrationCannotHaveThisName(String encoded) {
        admin.post(PROVIDER + encoded, Map.of("type", "loopback"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("name"));
    }

    @Test
    void aNameMayHave255CharactersAndNotOneMore() {
        admin.post(PROVIDER + "x".repeat(256), Map.of("type", "loopback"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("name"));
    }

    @Test
    void aNameOfAMegabyteIsRefusedByItsField() {
        admin.post(PROVIDER + "x".repeat(1 << 20), Map.of("type", "loopback"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("name"));
        admin.put("/api/users/megabyte", Map.of("name", "x".repeat(1 << 20)))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("name"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfAHundredMegabytesIsTooLarge(boolean tellsItsLength) throws IOException, InterruptedException {
        var blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        var body = BodyPublishers.ofByteArrays(Collections.nCopies(100, blanks));
        var request = HttpRequest.newBuilder(root.resolve(PROVIDER + name))
                .header("X-Authorization", admin.credential())
                .header("Content-Type", "application/json")
                .POST(tellsItsLength ? BodyPublishers.fromPublisher(body, 100 << 20) : body);

        HttpResponse<String> refused;
        try (var client = HttpClient.newHttpClient()) {
            refused = client.send(request.build(), BodyHandlers.ofString());
        }

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"status\":413", "The body is larger than this server accepts");
    }

    @Test
    void aModelNeedsItsIntegration() {
        admin.post(PROVIDER + "nowhere/integration/m", Map.of("enabled", true))
                .then()
                .statusCode(404)
                .body("message", equalTo("No such integration 'nowhere'"));
    }

    @Test
    void anUnknownProviderTypeIsNotFound() {
        admin.post(PROVIDER + "unheard", Map.of("type", "unheard-of"))
                .then()
                .statusCode(404)
                .body("message", equalTo("No such integration type 'unheard-of'"));
    }

    @Test
    void aNewIntegrationNeedsItsTypeAndItsKey() {
        admin.post(PROVIDER + "untyped", Map.of())
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("type"));
        admin.post(PROVIDER + "keyless", Map.of("type", "openai"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.api_key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USER:ann   | INTEGRATION_PROVIDER:x | FLY     | access",
                "USER:ann   | SPACESHIP:x            | READ    | target.type",
                "ROBOT:ann  | INTEGRATION_PROVIDER:x | READ    | subject.type",
                "USER:ann   | INTEGRATION:x          | READ    | target.id",
                "USER:ann   | TAG:x                  | READ    | target.id",
            })
    void aWrongWordOfAGrantIsNamed(String subject, String target, String access, String field) {
        var named =
                admin.tryGrant(subject, target, access).then().statusCode(400).extract();

        assertThat(named.<List<String>>path("validationErrors.path")).anyMatch(path -> path.startsWith(field));
    }

    @Test
    void aBulkSaveWritesAllOrNothing() {
        admin.post(
                        "/api/integrations/",
                        List.of(
                                Map.of("name", "bulk-good", "type", "loopback"),
                                Map.of("name", "bulk-bad", "type", "loopback", "category", "NO")))
                .then()
                .statusCode(400);

        admin.get(PROVIDER + "bulk-good").then().statusCode(404);
    }

    @Test
    void anUnknownRoleOrGroupIsNamed() {
        admin.put("/api/users/roles", Map.of("name", "roles", "roles", List.of("EMPEROR")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("roles"));
        admin.put("/api/users/groups", Map.of("name", "groups", "groups", List.of("nobodys")))
                .then()
                .statusCode(404);
        admin.put("/api/users/app:admin", Map.of("name", "impostor"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("id"));
    }

    @Test
    void deepNestingIsRefused() {
        admin.post(PROVIDER + name, "{\"configuration\": " + "[".repeat(2_000) + "]".repeat(2_000) + "}")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api//users", "/api/users;x=1", "/API/users", "/api/users/../users", "/api%2Fusers"})
    void noSpellingOfAPathGetsAroundItsRule(String path) {
        assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isIn(400, 401, 404);
    }
}
