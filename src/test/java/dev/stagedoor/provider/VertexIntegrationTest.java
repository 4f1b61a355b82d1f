package dev.stagedoor.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.gateway.RefusedTokens;
import dev.stagedoor.integration.RegisteredTypes;
import dev.stagedoor.model.Detour;
import dev.stagedoor.secret.Mask;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.KeyFile;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An integration with a service account: its key file comes in once, and nothing but tokens goes out. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VertexIntegrationTest {
    private final Api admin = Api.admin();
    private final ProviderStub google = new ProviderStub();
    private final KeyFile file = KeyFile.ofBits(2048);
    private final String name = "vertex-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    @Inject
    Catalogue catalogue;

    @Inject
    RegisteredTypes registered;

    @BeforeEach
    void detour() {
        Detour.to(google.url(), catalogue, registered);
        google.answers(exchange -> ProviderStub.reply(
                exchange,
                200,
                "application/json",
                exchange.getRequestURI().getPath().equals("/token")
                        ? "{\"access_token\":\"ya29.token\",\"expires_in\":3599}"
                        : "{\"choices\":[]}"));
    }

    @AfterEach
    void close() {
        google.close();
    }

    private Response save(String location, String keyFile) {
        return admin.post("/api/integrations/provider/" + name, settings(location, keyFile));
    }

    private static Map<String, Object> settings(String location, String keyFile) {
        return Map.of(
                "type",
                "vertex_ai",
                "configuration",
                Map.of("projectName", "door-1", "environment", location, "file", keyFile));
    }

    @Test
    void theFileIsShownAsAMaskAndKeptWhenTheMaskIsSentBack() {
        save("europe-west1", file.json().encodePrettily())
                .then()
                .statusCode(200)
                .body("configuration.file", equalTo(Mask.TEXT));
        save("us-central1", Mask.TEXT).then().statusCode(200).body("configuration.file", equalTo(Mask.TEXT));
        admin.model(name, "gemini");

        admin.chat(name + ":gemini").then().statusCode(200);

        var arrived = google.lastRequest();
        assertThat(arrived.path())
                .isEqualTo("/v1/projects/door-1/locations/us-central1/endpoints/openapi/chat/completions");
        assertThat(arrived.header("Authorization")).isEqualTo("Bearer ya29.token");
    }

    @Test
    void oneTokenServesManyCalls() {
        save("global", file.json().encode()).then().statusCode(200);
        admin.model(name, "gemini");

        admin.chat(name + ":gemini").then().statusCode(200);
        admin.chat(name + ":gemini").then().statusCode(200);

        assertThat(google.requests()).extracting(ProviderStub.Request::path).containsOnlyOnce("/token");
    }

    @Test
    void withoutATokenNothingGoesOutAndTheCallerIsToldWhichIntegrationItIs() {
        save("global", file.json().encode()).then().statusCode(200);
        admin.model(name, "gemini");
        google.answers(400, "application/json", "{\"error\":\"invalid_grant\",\"error_description\":\"secret words\"}");

        var refused = admin.chat(name + ":gemini");

        refused.then()
                .statusCode(502)
                .body("error.code", equalTo("upstream_credential"))
                .body("error.message", allOf(containsString(name), containsString("400 (invalid_grant)")));
        assertThat(refused.asString()).doesNotContain("secret words");
        assertThat(google.requests()).extracting(ProviderStub.Request::path).containsOnly("/token");
    }

    @Test
    void nothingGoesOutForACallerWhoLeftWhileATokenWasWaitedFor() {
        save("global", file.json().encode()).then().statusCode(200);
        admin.model(name, "gemini");
        var mayAnswer = new CountDownLatch(1);
        google.answers(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                awaitQuietly(mayAnswer);
            }
            ProviderStub.reply(
                    exchange, 200, "application/json", "{\"access_token\":\"ya29.late\",\"expires_in\":3599}");
        });

        try (var client = HttpClient.newHttpClient()) {
            var call = client.sendAsync(call("the one who left"), BodyHandlers.ofString());
            Awaitility.await().until(() -> google.requests().size() == 1);
            call.cancel(true);
            Awaitility.await().until(() -> Rows.usageOf(name).size() == 1);
        }
        mayAnswer.countDown();
        admin.chat(name + ":gemini").then().statusCode(200);

        assertThat(google.requests())
                .extracting(ProviderStub.Request::text)
                .hasSize(2)
                .noneMatch(text -> text.contains("the one who left"));
    }

    private HttpRequest call(String prompt) {
        var body = "{\"model\":\"" + name + ":gemini\",\"messages\":[{\"content\":\"" + prompt + "\"}]}";
        return HttpRequest.newBuilder(stagedoor.resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + admin.credential())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoTriesTheConnectionOutIsToldWhetherATokenIsGivenOut() {
        RefusedTokens.because(Optional.of("answered 400 (invalid_grant)"));
        admin.post("/api/integrations/test", settings("global", file.json().encode()))
                .then()
                .statusCode(200)
                .body("ok", equalTo(false))
                .body("field", equalTo("file"))
                .body("message", containsString("answered 400 (invalid_grant)"));

        RefusedTokens.because(Optional.empty());
        admin.post("/api/integrations/test", settings("global", file.json().encode()))
                .then()
                .statusCode(200)
                .body("ok", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource({
        "europe-west1,          not a file, configuration.file",
        "europe-west1,          {},         configuration.file",
        "evil.example/a,        FILE,       configuration.environment",
        "'x.evil.example#',     FILE,       configuration.environment",
    })
    void whatIsNoAccountOrNoLocationIsRefused(String location, String content, String field) {
        var keyFile = content.equals("FILE") ? file.json().encode() : content;

        save(location, keyFile).then().statusCode(400).body("validationErrors[0].path", equalTo(field));
    }
}
