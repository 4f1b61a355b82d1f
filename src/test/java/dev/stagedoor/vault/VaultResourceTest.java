package dev.stagedoor.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.orkes.conductor.client.ApiClient;
import io.orkes.conductor.client.OrkesClients;
import io.orkes.conductor.client.SecretClient;
import io.orkes.conductor.client.model.TagObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Named secrets as the contract has them (section 1.14). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VaultResourceTest {
    private static final String SECRETS = "/api/secrets/";

    private final Api admin = Api.admin();
    private final String name = "contract-" + UUID.randomUUID();

    @TestHTTPResource
    URI stagedoor;

    private void save(String secret, String value) {
        admin.put(SECRETS + secret, value).then().statusCode(200);
    }

    @Test
    void savingAnswers200WithoutABody() {
        admin.put(SECRETS + name, "value")
                .then()
                .statusCode(200)
                .header("Content-Length", "0")
                .contentType(emptyOrNullString());
    }

    @Test
    void savingAgainReplacesTheValue() {
        save(name, "first");
        save(name, "second");

        admin.get(SECRETS + name).then().body(equalTo("second"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-Z_0-9", "-", "_", "0"})
    void aSecretMayHaveThisName(String prefix) {
        var path = SECRETS + prefix + name;
        admin.put(path, "value").then().statusCode(200);

        admin.get(path).then().statusCode(200).body(equalTo("value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a%20b", "a%2Fb", "a:b", "%C3%A9", "a%0A", "${a}"})
    void aSecretCannotHaveThisName(String encoded) {
        var maker = admin.application("maker", "USER");
        var before = Rows.all();

        maker.api()
                .request()
                .body("value")
                .put(SECRETS + encoded.replace("{", "%7B").replace("}", "%7D"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("key"));
        assertThat(Rows.all()).isEqualTo(before);
    }

    @Test
    void aNameMayHave255CharactersAndNotOneMore() {
        admin.put(SECRETS + name + "x".repeat(255 - name.length()), "value")
                .then()
                .statusCode(200);
        admin.put(SECRETS + name + "x".repeat(256 - name.length()), "value")
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("key"));
    }

    @Test
    void namesAreListedByWhatTheCallerMayReadAndByAnyOtherAccess() {
        save(name, "value");
        save(name + "-2", "value");
        save(name + "-3", "value");
        var caller = admin.application("lists");
        var subject = "USER:" + caller.principal();
        admin.grant(subject, "SECRET:" + name, "READ");
        admin.grant(subject, "SECRET:" + name + "-2", "READ", "UPDATE");
        admin.grant(subject, "SECRET:" + name + "-3", "UPDATE", "DELETE");

        caller.api().post("/api/secrets", "{}").then().statusCode(200).body("$", contains(name, name + "-2"));
        caller.api().get("/api/secrets").then().statusCode(200).body("$", contains(name, name + "-2"));
        caller.api().get("/api/secrets?access=update").then().body("$", contains(name + "-2", name + "-3"));
        caller.api().get("/api/secrets?access=READ,UPDATE").then().body("$", contains(name + "-2"));
        caller.api().get("/api/secrets?access=READ&access=UPDATE").then().body("$", contains(name + "-2"));
        caller.api().get("/api/secrets?access=EXECUTE").then().body("$", empty());
        admin.get("/api/secrets?access=EXECUTE").then().body("$", hasItems(name, name + "-2", name + "-3"));
        admin.request().post("/api/secrets").then().statusCode(200).body("$", hasItems(name, name + "-2", name + "-3"));
    }

    @Test
    void accessThatAddsUpFromSeveralGrantsIsListed() {
        save(name, "value");
        var caller = admin.application("sum", "WORKER");
        admin.grant("USER:" + caller.principal(), "SECRET_NAME:" + name, "READ");
        admin.grant("ROLE:WORKER", "SECRET:" + name, "EXECUTE");
        admin.put(SECRETS + name + "/tags", List.of(Map.of("key", name, "value", "v")))
                .then()
                .statusCode(200);
        admin.grant("USER:" + caller.principal(), "TAG:" + name + ":v", "DELETE");

        caller.api().get("/api/secrets?access=READ,DELETE,EXECUTE").then().body("$", contains(name));
        caller.api().get("/api/secrets?access=READ,DELETE,UPDATE").then().body("$", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLY", "READ,FLY", "READ&access=FLY"})
    void aWordThatIsNoAccessIsRefused(String words) {
        admin.get("/api/secrets?access=" + words)
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("access"));
    }

    @Test
    void aListWithTagsShowsNoValues() {
        save(name, "value");
        var tags = List.of(Map.of("key", "team", "value", "a"), Map.of("key", "team", "value", "b"));
        admin.put(SECRETS + name + "/tags", tags).then().statusCode(200);
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "SECRET:" + name, "READ");

        reader.api()
                .get("/api/secrets-v2")
                .then()
                .statusCode(200)
                .body("$", equalTo(List.of(Map.of("name", name, "tags", tags))));
        admin.get("/api/secrets-v2").then().body("name", hasItem(name));
    }

    @Test
    void whetherASecretExistsIsAJsonBoolean() {
        save(name, "value");

        admin.get(SECRETS + name + "/exists")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(equalTo("true"));
        admin.get(SECRETS + name + "-none/exists")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body(equalTo("false"));
    }

    @Test
    void anUnknownSecretIsNotFoundWhereItIsReadOrTagged() {
        var tags = List.of(Map.of("key", "k", "value", "v"));
        var replies = List.of(
                admin.get(SECRETS + name),
                admin.get(SECRETS + name + "/tags"),
                admin.put(SECRETS + name + "/tags", tags),
                admin.delete(SECRETS + name + "/tags", tags));

        for (var reply : replies) {
            reply.then().statusCode(404).body("message", equalTo("No such secret '" + name + "'"));
        }
    }

    @Test
    void deletingIs200AlsoWhenThereIsNoSuchSecret() {
        save(name, "value");

        admin.delete(SECRETS + name).then().statusCode(200);
        admin.get(SECRETS + name).then().statusCode(404);
        admin.delete(SECRETS + name).then().statusCode(200).header("Content-Length", "0");
        admin.delete(SECRETS + name, "{}").then().statusCode(200);
    }

    @Test
    void aNewSecretOfAnOldNameInheritsNoGrantsAndNoTags() {
        save(name, "old");
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "SECRET:" + name, "READ");
        admin.put(SECRETS + name + "/tags", List.of(Map.of("key", "k", "value", "v")))
                .then()
                .statusCode(200);
        reader.api().get(SECRETS + name).then().statusCode(200);

        admin.delete(SECRETS + name).then().statusCode(200);
        save(name, "new");

        reader.api().get(SECRETS + name).then().statusCode(404);
        admin.get(SECRETS + name + "/tags").then().body("$", empty());
    }

    @Test
    void tagsAreAddedAndTakenByKeyAndValueAndNeverShowAType() {
        save(name, "value");
        admin.put(
                        SECRETS + name + "/tags",
                        List.of(
                                Map.of("key", "team", "value", "a", "type", "METADATA"),
                                Map.of("key", "team", "value", "b")))
                .then()
                .statusCode(200);

        admin.delete(SECRETS + name + "/tags", List.of(Map.of("key", "team", "value", "a")))
                .then()
                .statusCode(200);

        admin.get(SECRETS + name + "/tags")
                .then()
                .statusCode(200)
                .body("$", equalTo(List.of(Map.of("key", "team", "value", "b"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER", "METADATA_MANAGER", "ADMIN"})
    void whoMayCreateGetsAllFive(String role) {
        var maker = admin.application("maker", role);

        maker.api().put(SECRETS + name, "value").then().statusCode(200);

        admin.get("/api/auth/authorization/SECRET/" + name + "?groupBy=subject")
                .then()
                .body("$", hasEntry(equalTo("USER:" + maker.principal()), hasSize(5)));
        maker.api().get(SECRETS + name).then().statusCode(200).body(equalTo("value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORKER", "METADATA_API", "WORKFLOW_MANAGER"})
    void otherRolesMayNotCreate(String role) {
        admin.application("other", role)
                .api()
                .put(SECRETS + name, "value")
                .then()
                .statusCode(403);

        admin.get(SECRETS + name + "/exists").then().body(equalTo("false"));
    }

    @Test
    void updateOnANameIsNotEnoughToCreateIt() {
        var waiting = admin.application("waiting");
        admin.grant("USER:" + waiting.principal(), "SECRET:" + name, "UPDATE");

        waiting.api().put(SECRETS + name, "value").then().statusCode(403);

        admin.get(SECRETS + name + "/exists").then().body(equalTo("false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-plain", "two\nlines and \"quotes\" é", "{\"json\": true}"})
    void theJavaClientGetsBackWhatItPut(String value) {
        var client = javaClient();

        client.putSecret(value, name);

        assertThat(client.getSecret(name)).isEqualTo(value);
        assertThat(client.secretExists(name)).isTrue();
        assertThat(client.listAllSecretNames()).contains(name);
        assertThat(client.listSecretsThatUserCanGrantAccessTo()).contains(name);
        client.deleteSecret(name);
        client.deleteSecret(name);
        assertThat(client.secretExists(name)).isFalse();
    }

    @Test
    void theJavaClientSetsAndTakesTags() {
        var client = javaClient();
        var tag = TagObject.builder().key("team").value("a").build();
        client.putSecret("value", name);

        client.setSecretTags(List.of(tag), name);
        assertThat(client.getSecretTags(name)).containsExactly(tag);

        client.deleteSecretTags(List.of(tag), name);
        assertThat(client.getSecretTags(name)).isEmpty();
    }

    private SecretClient javaClient() {
        return new OrkesClients(
                        new ApiClient(stagedoor.resolve("/api").toString(), Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET))
                .getSecretClient();
    }
}
