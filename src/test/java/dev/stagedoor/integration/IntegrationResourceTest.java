package dev.stagedoor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Integrations and their models as the contract has them (sections 1.2, 1.3 and 1.5). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IntegrationResourceTest {
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final String name = "contract-" + UUID.randomUUID();

    @Test
    void emptySuccessIs200WithoutLengthAndType() {
        admin.loopback(name);

        var saved = admin.post(PROVIDER + name + "/integration/m", Map.of("enabled", true));

        saved.then().statusCode(200).header("Content-Length", "0").contentType(emptyOrNullString());
    }

    @Test
    void aMaskOrNothingSentBackKeepsTheKey() {
        try (var provider = new ProviderStub()) {
            admin.integration(name, Map.of("api_key", "sk-first", "endpoint", provider.url()));
            admin.model(name, "m");

            admin.post(
                            PROVIDER + name,
                            Map.of("configuration", Map.of("api_key", "********", "endpoint", provider.url())))
                    .then()
                    .body("configuration.api_key", equalTo("********"));
            admin.post(PROVIDER + name, Map.of("configuration", Map.of("endpoint", provider.url())));
            admin.post(PROVIDER + name, Map.of("description", "changed"));

            admin.chat(name + ":m").then().statusCode(200);
            assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-first");
        }
    }

    @Test
    void anotherKeyIsInForceInTheNextCall() {
        try (var provider = new ProviderStub()) {
            admin.integration(name, Map.of("api_key", "sk-first", "endpoint", provider.url()));
            admin.model(name, "m");
            admin.chat(name + ":m").then().statusCode(200);

            admin.integration(name, Map.of("api_key", "sk-second", "endpoint", provider.url()));

            admin.chat(name + ":m").then().statusCode(200);
            assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer sk-second");
        }
    }

    @Test
    void whoHoldsOnlyUpdateMustSendTheKeyAgainToMoveIt() {
        admin.integration(name, Map.of("api_key", "sk-kept", "endpoint", "https://one.example"));
        var editor = admin.application("editor");
        admin.grant("USER:" + editor.principal(), "INTEGRATION_PROVIDER:" + name, "READ", "UPDATE");
        var moved = Map.of("configuration", Map.of("endpoint", "https://two.example"));

        editor.api()
                .post(PROVIDER + name, moved)
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.api_key"));
        admin.post(PROVIDER + name, moved).then().statusCode(200);
    }

    @Test
    void onlyActiveOnesAreListedUnlessAllAreAskedFor() {
        admin.loopback(name);
        admin.post(PROVIDER + name, Map.of("enabled", false)).then().statusCode(200);

        admin.get("/api/integrations/provider").then().body("name", not(hasItem(name)));
        admin.get("/api/integrations/provider?activeOnly=False").then().body("name", hasItem(name));
        admin.get("/api/integrations/provider?activeOnly=false&category=VECTOR_DB")
                .then()
                .body("name", not(hasItem(name)));
    }

    @Test
    void aListHoldsWhatTheCallerMayReadAndCountsItsModels() {
        admin.loopback(name);
        admin.model(name, "one");
        admin.model(name, "two");
        var reader = admin.application("reader");
        var principal = "USER:" + reader.principal();

        admin.grant(principal, "INTEGRATION:" + name + ":one", "READ");
        reader.api().get("/api/integrations/provider").then().body("", hasSize(0));
        reader.api().get("/api/integrations/all").then().body("", contains(name + ":one"));
        reader.api().get(PROVIDER + name + "/integration").then().body("api", contains("one"));

        admin.grant(principal, "INTEGRATION_PROVIDER:" + name, "READ");
        reader.api().get("/api/integrations/provider").then().body("modelsCount", contains(2));
        reader.api().get("/api/integrations/").then().body("[0].apis.api", contains("one", "two"));
        reader.api().get(PROVIDER + name + "/integration/all").then().body("", contains("one", "two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "meta-llama%2FLlama-3%3A8b", "with%20space", "%C3%BCmlaut", "100%25"})
    void aModelMayHaveThisName(String encoded) {
        admin.loopback(name);

        admin.post(PROVIDER + name + "/integration/" + encoded, Map.of("description", "d"))
                .then()
                .statusCode(200);

        var one = admin.get(PROVIDER + name + "/integration/" + encoded)
                .then()
                .statusCode(200)
                .extract();
        var listed = admin.get(PROVIDER + name + "/integration").jsonPath().getMap("[0]");
        assertThat(one.jsonPath().getMap("")).isEqualTo(listed);
        admin.delete(PROVIDER + name + "/integration/" + encoded).then().statusCode(200);
        admin.get(PROVIDER + name + "/integration/" + encoded).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%F0%9F%9A%AA%20door", "it%27s%20%22quoted%22", "a%25b", "x+y"})
    void anIntegrationMayHaveThisName(String encoded) {
        admin.post(PROVIDER + encoded, Map.of("type", "loopback")).then().statusCode(200);

        admin.get(PROVIDER + encoded).then().statusCode(200).body("type", equalTo("loopback"));
        admin.delete(PROVIDER + encoded).then().statusCode(200);
        admin.delete(PROVIDER + encoded).then().statusCode(404);
    }

    @Test
    void tagsAreAddedAndTakenByKeyAndValueAndNeverShowAType() {
        admin.loopback(name);

        admin.put(
                        PROVIDER + name + "/tags",
                        List.of(
                                Map.of("key", "team", "value", "a", "type", "METADATA"),
                                Map.of("key", "team", "value", "b")))
                .then()
                .statusCode(200);
        admin.get(PROVIDER + name + "/tags")
                .then()
                .body("value", containsInAnyOrder("a", "b"))
                .body("[0]", not(hasEntry("type", "METADATA")));

        admin.delete(PROVIDER + name + "/tags", List.of(Map.of("key", "team", "value", "a")));
        admin.get(PROVIDER + name + "/tags").then().body("value", contains("b"));
    }

    @Test
    void bodylessEndpointsIgnoreAnEmptyObject() {
        var application = admin.application("keys");

        admin.post("/api/applications/" + application.id() + "/accessKeys", "{}")
                .then()
                .statusCode(200);
        admin.post("/api/applications/" + application.id() + "/roles/worker", "{}")
                .then()
                .statusCode(200);
    }

    @Test
    void ofManyWritersEachIsToldWhetherItWon() throws Exception {
        admin.loopback(name);

        var statuses = atOnce(12, writer -> admin.post(PROVIDER + name, Map.of("description", "writer " + writer))
                .statusCode());

        assertThat(statuses).isSubsetOf(200, 409).contains(200);
        assertThat(admin.get(PROVIDER + name).jsonPath().getString("description"))
                .startsWith("writer ");
    }

    @Test
    void ofManyCreatorsExactlyOneOwnsTheName() throws Exception {
        var creators = IntStream.range(0, 6)
                .mapToObj(i -> admin.application("creator", "USER"))
                .toList();

        var statuses = atOnce(creators.size(), i -> creators.get(i)
                .api()
                .post(PROVIDER + name, Map.of("type", "loopback"))
                .statusCode());

        assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 403, 409);
        admin.get("/api/auth/authorization/INTEGRATION_PROVIDER/" + name).then().body("UPDATE", hasSize(1));
    }

    private interface Write {
        int by(int writer);
    }

    private static List<Integer> atOnce(int count, Write write) throws InterruptedException {
        try (var writers = Executors.newFixedThreadPool(count)) {
            List<Callable<Integer>> tasks = IntStream.range(0, count)
                    .<Callable<Integer>>mapToObj(i -> () -> write.by(i))
                    .toList();
            return writers.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }
}
