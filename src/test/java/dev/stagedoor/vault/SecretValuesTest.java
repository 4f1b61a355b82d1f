package dev.stagedoor.vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In what forms a value comes and goes (contract, section 0.4, point 3), and how long it may be. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecretValuesTest {
    private static final String SECRETS = "/api/secrets/";

    private final Api admin = Api.admin();
    private final String name = "contract-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    private void save(String secret, String value) {
        admin.put(SECRETS + secret, value).then().statusCode(200);
    }

    private void shouldHold(String value) {
        admin.get(SECRETS + name).then().statusCode(200).body(equalTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "*/*", "text/html"})
    void aValueIsPlainTextWhateverTheClientAccepts(String accepted) {
        save(name, "{\"looks\": \"like JSON\"}");

        admin.request()
                .header("Accept", accepted)
                .get(SECRETS + name)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .header("Cache-Control", "no-store")
                .body(equalTo("{\"looks\": \"like JSON\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw",
                "two\nlines with \"quotes\" and é",
                " blanks around ",
                "escaped\\nwithout quotes",
                "\"not closed",
                "\"one\" \"two\"",
                "\"bad \\q escape\"",
                "{}",
                "[\"a\"]",
                "null",
                "12",
                "東京 🚪"
            })
    void whatIsNoJsonStringIsTakenAsItIs(String sent) {
        save(name, sent);

        shouldHold(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"quoted\"              | quoted",
                "  \"blanks around\"     | blanks around",
                "\"a \\\"quote\\\" \\u00e9\" | a \"quote\" é",
                "\"\\\"twice\\\"\"       | \"twice\"",
                "\"tab\\tbed\"           | tab\tbed",
            })
    void aJsonStringIsTakenForItsValue(String sent, String value) {
        save(name, sent);

        shouldHold(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/octet-stream",
                "application/xml"
            })
    void theContentTypeDoesNotMatter(String contentType) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(stagedoor.resolve(SECRETS + name))
                .header("X-Authorization", admin.credential())
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofString("a=b&c=é"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }

        shouldHold("a=b&c=é");
    }

    @Test
    void aValueMayHave65535CharactersAndNotOneMore() {
        save(name, "é".repeat(65_535));
        shouldHold("é".repeat(65_535));

        admin.put(SECRETS + name, "x".repeat(65_536))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("value"))
                .body("message", not(containsString("xx")));
        shouldHold("é".repeat(65_535));
    }

    @Test
    void aValueMustNotBeEmpty() {
        for (var nothing : List.of("", "\"\"")) {
            admin.request()
                    .body(nothing)
                    .put(SECRETS + name)
                    .then()
                    .statusCode(400)
                    .body("validationErrors.path", contains("value"));
        }
        admin.request().put(SECRETS + name).then().statusCode(400).body("validationErrors.path", contains("value"));
        admin.get(SECRETS + name).then().statusCode(404);
    }

    @Test
    void aValueMustBeTextInUtf8() {
        for (var broken : List.of(new byte[] {'a', (byte) 0xFF}, "\"\\ud800\"".getBytes(StandardCharsets.UTF_8))) {
            given().header("X-Authorization", admin.credential())
                    .contentType("application/octet-stream")
                    .body(broken)
                    .put(SECRETS + name)
                    .then()
                    .statusCode(400)
                    .body("validationErrors.path", contains("value"));
        }
        admin.get(SECRETS + name).then().statusCode(404);
    }
}
