package dev.stagedoor.identity.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access keys over the wire (contract, section 1.11). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessKeyResourceTest {
    private static final String APPLICATIONS = "/api/applications/";
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";
    private static final String WHO = "/api/token/userInfo";

    private final Api admin = Api.admin();
    private Api.Application application;
    private String keys;
    private String key;

    @BeforeEach
    void anApplicationWithAKey() {
        application = admin.application("keyed");
        keys = APPLICATIONS + application.id() + "/accessKeys";
        key = keys + "/" + application.keyId();
    }

    @Test
    void aSecretIsShownOnceAndLetsIn() {
        var made = admin.request()
                .post(keys)
                .then()
                .statusCode(200)
                .body("keySet()", containsInAnyOrder("id", "secret", "apiKey"))
                .extract();

        var id = made.<String>path("id");
        assertThat(made.<String>path("apiKey")).isEqualTo("sd-" + id + "." + made.path("secret"));
        new Api(made.path("apiKey")).get(WHO).then().statusCode(200).body("id", equalTo(application.principal()));
        admin.get(keys)
                .then()
                .statusCode(200)
                .body("id", containsInAnyOrder(id, application.keyId()))
                .body("[0].keySet()", containsInAnyOrder("id", "createdAt", "status"))
                .body("[0].createdAt", greaterThan(1_700_000_000_000L))
                .body("status", equalTo(List.of("ACTIVE", "ACTIVE")))
                .body(not(containsString(made.path("secret"))));
    }

    @Test
    void theStatusIsFlippedAndShown() {
        admin.request()
                .post(key + "/status")
                .then()
                .statusCode(200)
                .body("keySet()", containsInAnyOrder("id", "createdAt", "status"))
                .body("id", equalTo(application.keyId()))
                .body("status", equalTo("INACTIVE"));
        admin.request().post(key + "/status").then().statusCode(200).body("status", equalTo("ACTIVE"));
    }

    @Test
    void aPausedKeyKeepsOutUntilItIsResumed() {
        var withToken = new Api(tokenOf(application));
        shouldGet(200, application.api(), withToken);

        admin.request().post(key + "/status").then().statusCode(200);
        shouldGet(401, application.api(), withToken);

        admin.request().post(key + "/status").then().statusCode(200);
        shouldGet(200, application.api(), withToken);
    }

    @Test
    void aDeletedKeyKeepsOutForGood() {
        var withToken = new Api(tokenOf(application));
        shouldGet(200, application.api(), withToken);

        admin.delete(key)
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("message", "Deleted Access key '" + application.keyId() + "'")));

        shouldGet(401, application.api(), withToken);
        admin.get(keys).then().statusCode(200).body("$", equalTo(List.of()));
        admin.delete(key).then().statusCode(404);
    }

    @Test
    void theEmptyObjectOfClientsThatAlwaysSendOneIsIgnored() {
        admin.post(keys, "{}").then().statusCode(200);
        admin.post(key + "/status", "{}").then().statusCode(200).body("status", equalTo("INACTIVE"));
        admin.delete(key, "{}").then().statusCode(200);
    }

    @Test
    void anUnknownKeyOrOneOfAnotherApplicationIsNamed() {
        var other = admin.application("other");

        for (var id : List.of("no-such-key", other.keyId())) {
            admin.request()
                    .post(keys + "/" + id + "/status")
                    .then()
                    .statusCode(404)
                    .body("message", containsString(id));
            admin.delete(keys + "/" + id).then().statusCode(404).body("message", containsString(id));
        }
        shouldGet(200, other.api());
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "POST, ''", "POST, /some-key/status", "DELETE, /some-key"})
    void anUnknownApplicationIsNamed(String verb, String below) {
        admin.request()
                .request(verb, APPLICATIONS + UNKNOWN + "/accessKeys" + below)
                .then()
                .statusCode(404)
                .body("message", containsString(UNKNOWN));
    }

    @Test
    void whoMayOnlyReadAnApplicationSeesItsKeysAndTouchesNone() {
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "APPLICATION:" + application.id(), "READ");

        reader.api().get(keys).then().statusCode(200);
        reader.api().request().post(keys).then().statusCode(403);
        reader.api().request().post(key + "/status").then().statusCode(403);
        reader.api().delete(key).then().statusCode(403);
        shouldGet(200, application.api());
    }

    private String tokenOf(Api.Application application) {
        return Api.nobody()
                .post("/api/token", Map.of("keyId", application.keyId(), "keySecret", application.keySecret()))
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private static void shouldGet(int status, Api... callers) {
        for (var caller : callers) {
            caller.get(WHO).then().statusCode(status);
        }
    }
}
