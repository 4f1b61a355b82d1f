package dev.stagedoor.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in with what, and who is out in the very next call. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GatewayCredentialsTest {
    private final Api admin = Api.admin();
    private final String model = "model-" + UUID.randomUUID();

    private Api.Application application;

    @BeforeEach
    void permit() {
        var integration = "integration-" + UUID.randomUUID();
        admin.loopback(integration);
        admin.model(integration, model);
        application = admin.application("caller");
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
    }

    @Test
    void aCallWithoutACredentialIsRefused() {
        var refused = Api.nobody().chat(model);

        assertThatIsRefused(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "sd-",
                "sd-.",
                "sd-test-admin",
                "sd-test-admin.",
                "sd-.test-admin-secret-0123456789abcdef",
                "sd-test-admin.wrong",
                "sd-TEST-ADMIN.test-admin-secret-0123456789abcdef",
                "sd-unknown.test-admin-secret-0123456789abcdef",
                "sd-\u0000.x",
                "test-admin.test-admin-secret-0123456789abcdef",
                "a.b.c",
                "eyJhbGciOiJIUzI1NiJ9.e30.",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhcHA6MSJ9.",
            })
    void aCredentialThatIsNoneIsRefused(String credential) {
        var refused = new Api(credential).chat(model);

        assertThatIsRefused(refused);
    }

    @Test
    void anotherSchemeThanBearerIsRefused() {
        var refused = given().auth()
                .preemptive()
                .basic(application.keyId(), application.keySecret())
                .contentType("application/json")
                .body(Map.of("model", model))
                .post("/v1/chat/completions");

        assertThatIsRefused(refused);
    }

    @Test
    void aPausedKeyIsRefusedUntilItIsResumed() {
        application.api().chat(model).then().statusCode(200);

        flip();
        assertThatIsRefused(application.api().chat(model));
        flip();
        application.api().chat(model).then().statusCode(200);
    }

    @Test
    void aDeletedKeyIsRefusedInTheVeryNextCall() {
        application.api().chat(model).then().statusCode(200);

        admin.delete(keyPath()).then().statusCode(200);

        assertThatIsRefused(application.api().chat(model));
    }

    @Test
    void theKeysOfADeletedApplicationAreRefusedInTheVeryNextCall() {
        application.api().chat(model).then().statusCode(200);

        admin.delete("/api/applications/" + application.id()).then().statusCode(200);

        assertThatIsRefused(application.api().chat(model));
    }

    @Test
    void aTokenIsAsGoodAsTheKeyThatItWasMadeFrom() {
        var answered = new Api(token()).chat(model);

        answered.then().statusCode(200);
    }

    @Test
    void aTokenDiesWithItsKey() {
        var holder = new Api(token());
        holder.chat(model).then().statusCode(200);

        admin.delete(keyPath()).then().statusCode(200);

        assertThatIsRefused(holder.chat(model));
    }

    @Test
    void aTokenRestsWhileItsKeyIsPaused() {
        var holder = new Api(token());
        holder.chat(model).then().statusCode(200);

        flip();
        assertThatIsRefused(holder.chat(model));
        flip();
        holder.chat(model).then().statusCode(200);
    }

    private static void assertThatIsRefused(Response response) {
        response.then()
                .statusCode(401)
                .contentType("application/json")
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.type", equalTo("authentication_error"));
    }

    private String token() {
        return Api.nobody()
                .post("/api/token", Map.of("keyId", application.keyId(), "keySecret", application.keySecret()))
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private void flip() {
        admin.request().post(keyPath() + "/status").then().statusCode(200);
    }

    private String keyPath() {
        return "/api/applications/" + application.id() + "/accessKeys/" + application.keyId();
    }
}
